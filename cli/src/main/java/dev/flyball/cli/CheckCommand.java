package dev.flyball.cli;

import dev.flyball.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code flyball check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Tells every mistake of a rule file, with its place and what to write instead.")
final class CheckCommand extends RuleCommand {
    @Parameters(paramLabel = "FILE", description = "The rule file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path file;

    @Override
    int run() throws IOException {
        RuleSet rules = source.load(file);
        int number = rules.rules().size();
        out().println(
                        json
                                ? new Json()
                                        .object()
                                        .field("ok", true)
                                        .array("errors")
                                        .end()
                                        .field("rules", number)
                                        .field("version", rules.version())
                                        .end()
                                        .toString()
                                : file + ": " + count(number, "rule") + ", no errors");
        return Main.GOOD;
    }
}
