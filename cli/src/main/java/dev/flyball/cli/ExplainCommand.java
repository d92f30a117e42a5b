package dev.flyball.cli;

import dev.flyball.rules.RuleSet;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code flyball explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells how the rules are evaluated: by which indexes they are found, and what they share.")
final class ExplainCommand extends RuleCommand {
    @Mixin
    final RuleFiles files = new RuleFiles();

    @Override
    int run() throws IOException {
        RuleSet rules = source.load(files.paths);
        String plan = rules.explain();
        out().println(
                        json
                                ? new Json()
                                        .object()
                                        .field("ok", true)
                                        .field("rules", rules.rules().size())
                                        .field("version", rules.version())
                                        .field("plan", plan)
                                        .end()
                                        .toString()
                                : plan.stripTrailing());
        return Main.GOOD;
    }
}
