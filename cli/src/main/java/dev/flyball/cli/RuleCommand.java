package dev.flyball.cli;

import dev.flyball.BudgetExceededException;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleSyntaxException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common: options, where they write, and what becomes of mistakes in files. */
abstract class RuleCommand implements Callable<Integer> {
    /** Of more problems, the library tells how many there are in words. */
    private static final int MOST_ERRORS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Mixin
    final RuleSource source = new RuleSource();

    @Option(names = "--json", description = "Write JSON, for machines.")
    boolean json;

    /** Does what the command does; the exit status. */
    abstract int run() throws IOException;

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (RuleSyntaxException e) {
            tell(e.diagnostics());
            return Main.BAD;
        } catch (BudgetExceededException e) {
            return fail("compiling took too long: " + e.getMessage(), Main.BAD);
        } catch (IOException e) {
            return fail(InputFile.problem(e), Main.USAGE);
        } catch (IllegalArgumentException e) {
            return fail(String.valueOf(e.getMessage()), Main.USAGE);
        }
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private int fail(String message, int status) {
        Main.tellFailure(spec.commandLine(), json, message);
        return status;
    }

    /** Writes the mistakes of a file. */
    private void tell(List<Diagnostic> problems) {
        if (json) {
            Json text = new Json().object().field("ok", false).array("errors");
            problems.forEach(problem -> add(text.object(), problem).end());
            out().println(text.end().end());
            return;
        }
        for (Diagnostic problem : problems) {
            out().println(withSeverity(problem, "error"));
        }
        out().println(
                        problems.size() > MOST_ERRORS
                                ? "more than " + MOST_ERRORS + " errors"
                                : count(problems.size(), "error"));
    }

    static Json add(Json text, Diagnostic problem) {
        return text.field("file", problem.file())
                .field("line", problem.line())
                .field("column", problem.column())
                .field("message", problem.message());
    }

    /** {@code file:line:column: error: message}, as compilers write it, with the excerpt below. */
    static String withSeverity(Diagnostic problem, String severity) {
        String place = problem.file() + ":" + problem.line() + ":" + problem.column() + ": ";
        String excerpt = problem.excerpt().isEmpty() ? "" : "\n" + problem.excerpt();
        return place + severity + ": " + problem.message() + excerpt;
    }

    /** A number of steps, which may be more than can be counted. */
    static String number(long steps) {
        return steps == Long.MAX_VALUE ? "more" : String.format("%,d", steps);
    }

    /** A text with a spelling for each character that would change how a terminal or a log shows it. */
    static String readable(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (c == '\n') {
                readable.append("\\n");
            } else if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                readable.append(String.format("\\u%04x", c));
            } else {
                readable.appendCodePoint(c);
            }
        });
        return readable.toString();
    }

    static String count(long number, String what) {
        return String.format("%,d", number) + " " + what + (number == 1 ? "" : "s");
    }
}
