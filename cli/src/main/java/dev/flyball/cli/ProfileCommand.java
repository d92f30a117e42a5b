package dev.flyball.cli;

import dev.flyball.Budget;
import dev.flyball.rules.ProfileOptions;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleProfile;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flyball profile}. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description =
                "Looks for requests on which each rule takes as many steps as can be found. Exit status 1 if a rule"
                        + " takes a larger share of a request's budget than it may, or does not finish.")
final class ProfileCommand extends RuleCommand {
    private static final int SHOWN = 20;

    @Mixin
    final RuleFiles files = new RuleFiles();

    @Mixin
    final Limits limits = new Limits();

    @Option(
            names = "--max-share",
            paramLabel = "PERCENT",
            description = "The most that a rule may take of a request's budget (${DEFAULT-VALUE}).")
    double maxShare = 10;

    @Option(
            names = "--max-build-share",
            paramLabel = "PERCENT",
            description = "The most that building states may still take of it when a rule has seen many requests of one"
                    + " kind (${DEFAULT-VALUE}).")
    double maxBuildShare = 1;

    @Option(
            names = "--max-steps",
            paramLabel = "N",
            description = "The slice of one evaluation of a rule, as the engine has it (${DEFAULT-VALUE}).")
    long maxSteps = ProfileOptions.defaults().maxStepsPerRule();

    @Option(names = "--inputs", paramLabel = "N", description = "Inputs to try with each rule (${DEFAULT-VALUE}).")
    int inputs = ProfileOptions.defaults().inputsPerRule();

    @Option(names = "--seed", paramLabel = "N", description = "For the random inputs (${DEFAULT-VALUE}).")
    long seed = ProfileOptions.defaults().seed();

    @Option(
            names = "--time",
            paramLabel = "SECONDS",
            description = "The most that it may take altogether (${DEFAULT-VALUE}).")
    long seconds = ProfileOptions.defaults().budget().maxTime().toSeconds();

    @Option(names = "--allow-unreached", description = "Exit status 0 also where no input led to some part of a rule.")
    boolean allowUnreached;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show all rules, not only the most expensive ones.")
    boolean verbose;

    @Override
    int run() throws IOException {
        Numbers.checkPercent("--max-share", maxShare);
        Numbers.checkPercent("--max-build-share", maxBuildShare);
        Numbers.check("--max-steps", maxSteps, 1, Long.MAX_VALUE);
        Numbers.check("--inputs", inputs, 1, Integer.MAX_VALUE);
        Numbers.check("--time", seconds, 1, Budget.MAX_TIME.toSeconds());
        ProfileOptions options = ProfileOptions.builder()
                .inputsPerRule(inputs)
                .maxStepsPerRule(maxSteps)
                .seed(seed)
                .budget(Budget.of(ProfileOptions.defaults().budget().maxSteps(), Duration.ofSeconds(seconds)))
                .build();
        RuleOptions ruleOptions = limits.apply(source.options(), source.schema());
        RuleSetProfile profile =
                RuleSet.profile(RuleSource.content(files.paths, ruleOptions), source.schema(), ruleOptions, options);
        List<RuleProfile> tooMuch =
                profile.rules().stream().filter(this::isTooMuch).toList();
        boolean reached =
                profile.rules().stream().allMatch(rule -> rule.notReached().isEmpty());
        boolean good = tooMuch.isEmpty() && profile.isComplete() && (reached || allowUnreached);
        out().println(json ? json(profile, good) : text(profile, tooMuch));
        return good ? Main.GOOD : Main.BAD;
    }

    private boolean isTooMuch(RuleProfile rule) {
        return !rule.finished() || percent(rule.scanSteps()) > maxShare || isThrashing(rule);
    }

    /** Whether it builds states again and again. */
    private boolean isThrashing(RuleProfile rule) {
        return percent(rule.buildSteps()) > maxBuildShare;
    }

    private double percent(long steps) {
        return 100.0 * steps / limits.requestSteps;
    }

    private String text(RuleSetProfile profile, List<RuleProfile> tooMuch) {
        Comparator<RuleProfile> worstFirst = Comparator.comparingInt((RuleProfile rule) -> rule.finished() ? 1 : 0)
                .thenComparing(rule -> !isThrashing(rule))
                .thenComparing(Comparator.comparingLong(RuleProfile::scanSteps).reversed());
        List<RuleProfile> shown = profile.rules().stream()
                .sorted(worstFirst)
                .limit(verbose ? Integer.MAX_VALUE : Math.max(SHOWN, tooMuch.size()))
                .toList();
        int width =
                shown.stream().mapToInt(rule -> rule.ruleId().length()).max().orElse(0);
        String row = "%-" + Math.max(4, width) + "s  %12s %9s %12s %12s %16s  %s%n";
        StringBuilder text = new StringBuilder(
                String.format(row, "rule", "scan steps", "of budget", "cold", "build", "bound", "with"));
        for (RuleProfile rule : shown) {
            text.append(String.format(
                    row,
                    rule.ruleId(),
                    number(rule.scanSteps()),
                    String.format("%.1f %%", percent(rule.scanSteps())),
                    number(rule.coldSteps()),
                    number(rule.buildSteps()),
                    number(rule.bound()),
                    (rule.finished() ? "" : "NOT FINISHED: ") + (rule.inputs() == 0 ? "(not run)" : rule.input())));
        }
        int left = profile.rules().size() - shown.size();
        text.append(left > 0 ? "and " + count(left, "rule") + " with fewer\n" : "");
        text.append(count(profile.rules().size(), "rule"))
                .append(profile.isComplete() ? "" : ", not all of them run: more --time is needed");
        String much = String.format("more than %s %% of %,d steps", number(maxShare), limits.requestSteps);
        text.append(
                tooMuch.isEmpty()
                        ? "; none takes " + much + ", or goes on building"
                        : "; " + count(tooMuch.size(), "rule") + " that did not finish, took " + much
                                + ", or went on building");
        for (RuleProfile rule : tooMuch) {
            if (isThrashing(rule)) {
                text.append(String.format(
                        "%n%s goes on building: %,d build steps (%.1f %% of the budget, %s %% are allowed) with each request"
                                + " of the kind %s",
                        rule.ruleId(),
                        rule.buildSteps(),
                        percent(rule.buildSteps()),
                        number(maxBuildShare),
                        rule.coldInput()));
            }
        }
        for (RuleProfile rule : profile.rules()) {
            for (String part : rule.notReached()) {
                text.append(String.format("%nnot reached in %s: %s", rule.ruleId(), part));
            }
        }
        return text.toString();
    }

    private static String number(double percent) {
        return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
    }

    private Json json(RuleSetProfile profile, boolean good) {
        Json text = new Json()
                .object()
                .field("ok", good)
                .field("complete", profile.isComplete())
                .field("requestSteps", limits.requestSteps)
                .array("rules");
        for (RuleProfile rule : profile.rules()) {
            text.object()
                    .field("rule", rule.ruleId())
                    .field(
                            "ok",
                            !isTooMuch(rule)
                                    && (allowUnreached || rule.notReached().isEmpty()))
                    .field("scanSteps", rule.scanSteps())
                    .field("coldSteps", rule.coldSteps())
                    .field("buildSteps", rule.buildSteps())
                    .field("bound", rule.bound())
                    .field("finished", rule.finished())
                    .field("inputs", rule.inputs())
                    .field("input", rule.input())
                    .field("coldInput", rule.coldInput())
                    .field("notReached", rule.notReached())
                    .end();
        }
        return text.end().end();
    }
}
