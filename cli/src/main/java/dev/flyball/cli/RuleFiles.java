package dev.flyball.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The rule files that a command is about: together they make one rule set, as those of a watched directory do. */
final class RuleFiles {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "The rule file; or several, or a directory of them, which make one rule set.")
    List<Path> paths = new ArrayList<>();
}
