package dev.flyball.cli;

import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleCost;
import dev.flyball.rules.RuleLint;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetCost;
import dev.flyball.rules.RuleText;
import dev.flyball.rules.RuleWarning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flyball check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Tells every mistake of rule files, with its place and what to write instead; and in files without"
                        + " mistakes what is probably not meant.")
final class CheckCommand extends RuleCommand {
    private static final int SHOWN = 5;

    @Mixin
    final RuleFiles files = new RuleFiles();

    @Option(names = "--strict", description = "Exit status 1 if there are warnings.")
    boolean strict;

    @Option(
            names = "--ignore",
            paramLabel = "KIND",
            description = "Do not tell warnings of this kind, such as expensive. Repeatable.")
    List<String> ignored = new ArrayList<>();

    @Option(names = "--costs", description = "Tell the worst case of every rule, not only of the most expensive ones.")
    boolean costs;

    @Mixin
    final Limits limits = new Limits();

    @Override
    int run() throws IOException {
        Set<RuleWarning.Kind> unwanted = kinds(ignored);
        RuleOptions options = limits.apply(source.options(), source.schema());
        RuleContent content = RuleSource.content(files.paths, options);
        RuleLint lint = RuleLint.check(content, source.schema(), options, unwanted);
        RuleSet rules = lint.rules();
        List<RuleWarning> warnings = lint.warnings();
        boolean good = !strict || warnings.isEmpty();
        RuleSetCost cost = rules.cost(options.factLimits());
        if (json) {
            out().println(json(rules, warnings, cost, good));
        } else {
            for (RuleWarning warning : warnings) {
                String severity = "warning[" + warning.kind().label() + "]";
                out().println(withSeverity(warning.diagnostic(), severity));
            }
            out().println(rules.file() + ": " + count(rules.rules().size(), "rule") + of(content.files())
                    + ", no errors, " + told(warnings));
            out().println(text(cost));
        }
        return good ? Main.GOOD : Main.BAD;
    }

    private static String of(List<RuleText> files) {
        return files.size() == 1 ? "" : " in " + count(files.size(), "file");
    }

    /** The last warning may be that there are more. */
    private static String told(List<RuleWarning> warnings) {
        int last = warnings.size() - 1;
        boolean isCut = last >= 0 && warnings.get(last).kind() == RuleWarning.Kind.MORE;
        return isCut ? "more than " + count(last, "warning") : count(warnings.size(), "warning");
    }

    private static Set<RuleWarning.Kind> kinds(List<String> labels) {
        Map<String, RuleWarning.Kind> known = new LinkedHashMap<>();
        for (RuleWarning.Kind kind : RuleWarning.Kind.values()) {
            known.put(kind.label(), kind);
        }
        Set<RuleWarning.Kind> kinds = EnumSet.noneOf(RuleWarning.Kind.class);
        for (String label : labels) {
            RuleWarning.Kind kind = known.get(label);
            Choices.check("--ignore", label, known.keySet());
            kinds.add(Objects.requireNonNull(kind));
        }
        return kinds;
    }

    private String text(RuleSetCost cost) {
        StringBuilder text = new StringBuilder("A request takes ")
                .append(atMost(cost.total()))
                .append(" at most, ")
                .append(atMost(cost.indexes()))
                .append(" to find the rules");
        List<RuleCost> most = cost.mostExpensive(costs ? cost.rules().size() : SHOWN).stream()
                .filter(rule -> rule.steps() > 0)
                .toList();
        text.append(most.isEmpty() ? "." : ". The most expensive of them:");
        int width = most.stream().mapToInt(rule -> rule.ruleId().length()).max().orElse(1);
        for (RuleCost rule : most) {
            text.append(String.format(
                    "%n  %-" + width + "s  %20s  %5.1f %%", rule.ruleId(), number(rule.steps()), share(rule, cost)));
        }
        return text.toString();
    }

    private static String atMost(long steps) {
        return steps == Long.MAX_VALUE ? "more steps than can be counted" : count(steps, "step");
    }

    /** In percent: simulated rules are not in the total, and may be more than that. */
    private static double share(RuleCost rule, RuleSetCost cost) {
        return 100.0 * rule.steps() / Math.max(1, cost.total());
    }

    private static Json json(RuleSet rules, List<RuleWarning> warnings, RuleSetCost cost, boolean good) {
        Json text = new Json().object().field("ok", good).array("errors").end().array("warnings");
        for (RuleWarning warning : warnings) {
            text.object().field("kind", warning.kind().label()).field("rule", warning.ruleId());
            add(text, warning.diagnostic()).end();
        }
        text.end().field("rules", rules.rules().size()).field("version", rules.version());
        text.object("cost")
                .field("total", cost.total())
                .field("indexes", cost.indexes())
                .array("rules");
        for (RuleCost rule : cost.mostExpensive(cost.rules().size())) {
            text.object()
                    .field("rule", rule.ruleId())
                    .field("steps", rule.steps())
                    .end();
        }
        return text.end().end().end();
    }
}
