package dev.flyball.cli;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Trace;
import dev.flyball.rules.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flyball eval}. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = "Tells what the rules decide about one request.")
final class EvalCommand extends RuleCommand {
    private static final List<String> EXPECTED = List.of(Action.BLOCK, Action.ALLOW, Judgement.PASS);
    private static final Duration MAX_TIME = Duration.ofSeconds(30);

    /** Simulates whatever it costs: nobody waits for an answer here. */
    private static final EngineOptions EVERYTHING = EngineOptions.builder()
            .simulationBudget(Budget.of(Budget.MAX_STEPS, MAX_TIME))
            .maxSimulationShare(Double.POSITIVE_INFINITY)
            .build();

    @Mixin
    final RuleFiles files = new RuleFiles();

    @Option(
            names = "--request",
            required = true,
            paramLabel = "FILE",
            description = "The request: its line, headers, an empty line, the body; - for the standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path request;

    @Option(
            names = "--response",
            paramLabel = "FILE",
            description = "The head of the response, for rules about it: its status line and headers.")
    @Nullable
    Path response;

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "Where it comes from (${DEFAULT-VALUE}).")
    String ip = "127.0.0.1";

    @Option(names = "--tls", description = "It came over an encrypted connection.")
    boolean tls;

    @Option(names = "--max-steps", paramLabel = "N", description = "Its budget of steps (${DEFAULT-VALUE}).")
    long maxSteps = 2_000_000;

    @Option(names = "--trace", description = "Tell what was evaluated, with values and steps.")
    boolean traced;

    @Option(
            names = "--expect",
            paramLabel = "ACTION",
            description = "Exit status 1 if another action decides: block, allow, or pass for none.")
    @Nullable
    String expect;

    @Override
    int run() throws IOException {
        if (expect != null) {
            Choices.check("--expect", expect, EXPECTED);
        }
        Numbers.check("--max-steps", maxSteps, 1, Budget.MAX_STEPS);
        List<Path> read = new ArrayList<>(files.paths);
        read.add(request);
        read.addAll(response == null ? List.of() : List.of(response));
        source.checkReadOnce(read);
        RuleSet rules = source.load(files.paths);
        Request.Builder told = RequestFile.read(request);
        told.response = response == null ? null : RequestFile.readResponse(response);
        IpAddress client = IpAddress.parseOrNull(ip);
        if (client == null) {
            throw new IllegalArgumentException("--ip is an IP address, not \"" + ip + "\"");
        }
        told.client = client;
        told.tls = tls;
        told.timeMillis = System.currentTimeMillis();
        Meter meter = Budget.of(maxSteps, MAX_TIME).start();
        RequestRules engine = RuleEngine.of(rules, EVERYTHING).begin(meter);
        RequestFacts facts = new RequestFacts(source.schema(), told.build());
        Judgement judgement = Judgement.of(traced ? engine.traced() : engine, facts, told.response);
        boolean good = expect == null || expect.equals(judgement.kind());
        if (json) {
            out().println(json(rules, judgement, meter, good));
        } else {
            write(rules, judgement, meter);
            if (traced) {
                out().println("trace:");
                judgement.trace().forEach(entry -> out().println("  " + entry));
            }
        }
        if (!good) {
            err().println("expected " + expect + ", but it is " + judgement.kind());
            return Main.BAD;
        }
        return Main.GOOD;
    }

    private void write(RuleSet rules, Judgement judgement, Meter meter) {
        write(judgement.request());
        if (judgement.response() != null) {
            out().print("about the response: ");
            write(judgement.response());
        }
        long unasked = rules.rules().stream()
                .filter(rule -> rule.phase() == Phase.RESPONSE && rule.mode() != Rule.Mode.OFF)
                .count();
        if (unasked > 0 && response == null && !judgement.request().isBlocked()) {
            out().println(count(unasked, "rule") + " about responses not asked: give one by --response");
        }
        out().println(String.format(
                "%,d steps (%,d scan, %,d build) of %,d; %s",
                meter.stepsUsed(),
                meter.scanSteps(),
                meter.stepsUsed() - meter.scanSteps(),
                maxSteps,
                count(rules.rules().size(), "rule")));
    }

    private void write(Decision decision) {
        Action action = decision.action();
        out().println(
                        action == null
                                ? "pass: no rule decided"
                                : action.kind() + " by " + action.ruleId()
                                        + (decision.isByPolicy() ? " (policy: the rule did not finish)" : "")
                                        + data(action.data()));
        write("matched", decision.matched(), decision);
        write("would have matched, simulated", decision.simulated(), decision);
        if (!decision.unfinished().isEmpty()) {
            out().println("not finished:");
            decision.unfinished().forEach(unfinished -> out().println("  " + unfinished));
        }
    }

    private static String data(Map<String, Object> data) {
        return data.isEmpty() ? "" : " " + readable(data.toString());
    }

    private void write(String title, List<Rule> rules, Decision decision) {
        if (!rules.isEmpty()) {
            out().println(title + ":");
            for (Rule rule : rules) {
                out().println(String.format(
                        "  %s (%s), %,d steps", rule.id(), rule.action().kind(), decision.stepsOf(rule.id())));
            }
        }
    }

    private Json json(RuleSet rules, Judgement judgement, Meter meter, boolean good) {
        Decision deciding = judgement.deciding();
        Action action = deciding.action();
        Json text = new Json()
                .object()
                .field("ok", good)
                .field("action", judgement.kind())
                .field("rule", action == null ? null : action.ruleId())
                .field("phase", deciding.equals(judgement.response()) ? "response" : "request")
                .field("responseJudged", judgement.response() != null)
                .field("byPolicy", deciding.isByPolicy())
                .field("matched", judgement.matched().stream().map(Rule::id).toList())
                .field("simulated", judgement.simulated().stream().map(Rule::id).toList())
                .array("unfinished");
        for (Unfinished unfinished : judgement.unfinished()) {
            text.object()
                    .field("rule", unfinished.ruleId())
                    .field("reason", unfinished.reason().name())
                    .field("detail", unfinished.detail())
                    .end();
        }
        text.end()
                .field("steps", meter.stepsUsed())
                .field("scanSteps", meter.scanSteps())
                .field("version", rules.version());
        if (traced) {
            text.array("trace");
            for (Trace.Entry entry : judgement.trace()) {
                text.object()
                        .field("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                        .field("subject", entry.subject())
                        .field("value", entry.value())
                        .field("result", entry.result())
                        .field("steps", entry.steps())
                        .end();
            }
            text.end();
        }
        return text.end();
    }
}
