package dev.flyball.cli;

import dev.flyball.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flyball explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells how the rules are evaluated: by which indexes they are found, and what they share.")
final class ExplainCommand extends RuleCommand {
    @Parameters(paramLabel = "FILE", description = "The rule file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path file;

    @Override
    int run() throws IOException {
        RuleSet rules = source.load(file);
        String plan = rules.explain();
        out().println(
                        json
                                ? new Json()
                                        .object()
                                        .field("rules", rules.rules().size())
                                        .field("version", rules.version())
                                        .field("plan", plan)
                                        .end()
                                        .toString()
                                : plan.stripTrailing());
        return Main.GOOD;
    }
}
