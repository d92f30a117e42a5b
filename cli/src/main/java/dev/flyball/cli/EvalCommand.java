package dev.flyball.cli;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flyball eval}. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = "Tells what the rules decide about one request.")
final class EvalCommand extends RuleCommand {
    @Parameters(paramLabel = "FILE", description = "The rule file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path file;

    @Option(
            names = "--request",
            required = true,
            paramLabel = "FILE",
            description = "The request: its line, headers, an empty line, the body.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path request;

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "Where it comes from (${DEFAULT-VALUE}).")
    String ip = "127.0.0.1";

    @Option(names = "--tls", description = "It came over an encrypted connection.")
    boolean tls;

    @Option(names = "--max-steps", paramLabel = "N", description = "Its budget of steps (${DEFAULT-VALUE}).")
    long maxSteps = 2_000_000;

    @Option(
            names = "--expect",
            paramLabel = "ACTION",
            description = "Exit status 1 if another action decides: block, allow, or pass for none.")
    @Nullable
    String expect;

    @Override
    int run() throws IOException {
        RuleSet rules = source.load(file);
        Request.Builder told = RequestFile.read(request);
        IpAddress client = IpAddress.parseOrNull(ip);
        if (client == null) {
            throw new IllegalArgumentException("\"" + ip + "\" is no IP address");
        }
        told.client = client;
        told.tls = tls;
        told.timeMillis = System.currentTimeMillis();
        Meter meter = Budget.of(maxSteps, Duration.ofSeconds(30)).start();
        Decision decision = RuleEngine.of(rules).evaluate(new RequestFacts(source.schema(), told.build()), meter);
        if (json) {
            out().println(json(rules, decision, meter));
        } else {
            write(rules, decision, meter);
        }
        Action action = decision.action();
        String kind = action == null ? "pass" : action.kind();
        if (expect != null && !expect.equals(kind)) {
            err().println("expected " + expect + ", but it is " + kind);
            return Main.BAD;
        }
        return Main.GOOD;
    }

    private void write(RuleSet rules, Decision decision, Meter meter) {
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
        out().println(String.format(
                "%,d steps (%,d scan, %,d build) of %,d; %s",
                meter.stepsUsed(),
                meter.scanSteps(),
                meter.stepsUsed() - meter.scanSteps(),
                maxSteps,
                count(rules.rules().size(), "rule")));
    }

    private static String data(Map<String, Object> data) {
        return data.isEmpty() ? "" : " " + data.toString().replace("\n", "\\n");
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

    private static Json json(RuleSet rules, Decision decision, Meter meter) {
        Action action = decision.action();
        Json text = new Json()
                .object()
                .field("action", action == null ? "pass" : action.kind())
                .field("rule", action == null ? null : action.ruleId())
                .field("byPolicy", decision.isByPolicy())
                .field("matched", decision.matchedRuleIds())
                .field("simulated", decision.simulated().stream().map(Rule::id).toList())
                .array("unfinished");
        for (Unfinished unfinished : decision.unfinished()) {
            text.object()
                    .field("rule", unfinished.ruleId())
                    .field("reason", unfinished.reason().name())
                    .field("detail", unfinished.detail())
                    .end();
        }
        return text.end()
                .field("steps", meter.stepsUsed())
                .field("scanSteps", meter.scanSteps())
                .field("version", rules.version())
                .end();
    }
}
