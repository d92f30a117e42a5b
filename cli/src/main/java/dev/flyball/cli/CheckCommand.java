package dev.flyball.cli;

import dev.flyball.rules.RuleLint;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleWarning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flyball check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Tells every mistake of a rule file, with its place and what to write instead; and in a file without"
                        + " mistakes what is probably not meant.")
final class CheckCommand extends RuleCommand {
    @Parameters(paramLabel = "FILE", description = "The rule file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path file;

    @Option(names = "--strict", description = "Exit status 1 if there are warnings.")
    boolean strict;

    @Override
    int run() throws IOException {
        RuleSet rules = source.load(file);
        List<RuleWarning> warnings = RuleLint.run(file, source.schema(), source.options());
        boolean good = !strict || warnings.isEmpty();
        if (json) {
            out().println(json(rules, warnings, good));
        } else {
            for (RuleWarning warning : warnings) {
                String severity = "warning[" + warning.kind().label() + "]";
                out().println(withSeverity(warning.diagnostic(), severity));
            }
            out().println(file + ": " + count(rules.rules().size(), "rule") + ", no errors, "
                    + count(warnings.size(), "warning"));
        }
        return good ? Main.GOOD : Main.BAD;
    }

    private static Json json(RuleSet rules, List<RuleWarning> warnings, boolean good) {
        Json text = new Json().object().field("ok", good).array("errors").end().array("warnings");
        for (RuleWarning warning : warnings) {
            text.object().field("kind", warning.kind().label()).field("rule", warning.ruleId());
            add(text, warning.diagnostic()).end();
        }
        return text.end()
                .field("rules", rules.rules().size())
                .field("version", rules.version())
                .end();
    }
}
