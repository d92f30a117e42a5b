package dev.flyball.cli;

import dev.flyball.Budget;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code flyball replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what the rules would have decided about the requests of an access log: in the combined or the common"
                    + " format, or with a JSON object on each line. A log has no more than it was told to have: rules"
                    + " about other headers and bodies do not see them, and those about responses see the status and"
                    + " what else it tells."
        })
final class ReplayCommand extends RuleCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE... LOG",
            hideParamSyntax = true,
            description = {
                "The rule file; or several, or a directory of them, which make one rule set.",
                "Last the log; - for the standard input. It is decompressed if it is in gzip's format."
            })
    List<Path> filesAndLog = new ArrayList<>();

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Other rules, to tell which requests they decide differently about: a file or a directory."
                    + " Repeatable, for several files.")
    List<Path> against = new ArrayList<>();

    @Option(
            names = "--fail-on-change",
            description = "Exit status 1 if the rules of --against decide differently about any request.")
    boolean failOnChange;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The host of requests of which the log does not tell it.")
    @Nullable
    String host;

    @Option(names = "--max-steps", paramLabel = "N", description = "The budget of steps for each (${DEFAULT-VALUE}).")
    long maxSteps = 2_000_000;

    @Override
    int run() throws IOException {
        Numbers.check("--max-steps", maxSteps, 1, Budget.MAX_STEPS);
        int last = filesAndLog.size() - 1;
        if (last == 0) {
            throw new IllegalArgumentException("only " + filesAndLog.get(0)
                    + " is named: name the rule files and last the log, or - for the standard input");
        }
        if (failOnChange && against.isEmpty()) {
            throw new IllegalArgumentException(
                    "--fail-on-change without --against: name the rules to compare with by --against FILE");
        }
        source.checkReadOnce(
                Stream.concat(filesAndLog.stream(), against.stream()).toList());
        Budget budget = Budget.of(maxSteps, Duration.ofSeconds(10));
        Path log = filesAndLog.get(last);
        Tally tally = new Tally(source.load(filesAndLog.subList(0, last)), budget);
        Tally other = against.isEmpty() ? null : new Tally(source.load(against), budget);
        Changes changes = new Changes();
        ReplayReport report = new ReplayReport(tally, other, changes);
        long size = InputFile.isStandardInput(log) ? 0 : Files.size(log);
        Progress progress = new Progress(err(), size, !json && Progress.isTerminal(), System::nanoTime);
        try (LogLines lines = LogLines.open(log)) {
            String line;
            while ((line = lines.next()) != null) {
                progress.at(lines.bytesRead(), lines.number());
                if (!line.isBlank()) {
                    replay(line, lines, tally, other, changes, report);
                }
            }
        } catch (EOFException | ZipException e) {
            throw new IOException(
                    log + " is cut off or damaged: copy it anew, or decompress what is there and replay that", e);
        } finally {
            progress.end();
        }
        boolean good = !report.isEmpty() && !(failOnChange && changes.total() > 0);
        out().println(json ? report.json(good) : report.text());
        if (report.isEmpty()) {
            Main.tellFailure(
                    spec.commandLine(),
                    false,
                    "there is no request in " + log
                            + ": is it an access log in the combined or the common format, or with a JSON object on each"
                            + " line? The log is named last, after the rule files");
            return Main.USAGE;
        }
        return good ? Main.GOOD : Main.BAD;
    }

    private void replay(
            String line, LogLines lines, Tally tally, @Nullable Tally other, Changes changes, ReplayReport report) {
        Request.Builder told = lines.isCut()
                ? null
                : line.stripLeading().startsWith("{") ? JsonLog.parse(line) : CombinedLog.parse(line);
        if (told == null) {
            report.unreadable(lines.number());
            return;
        }
        if (host != null && !told.hasHeader("host")) {
            told.header("host", host);
        }
        report.request();
        Request request = told.build();
        String decided = tally.take(request, lines.number());
        if (other != null) {
            String instead = other.take(request, lines.number());
            if (!instead.equals(decided)) {
                changes.add(decided, instead, lines.number());
            }
        }
    }
}
