package dev.flyball.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code flyball}. Its exit status is {@value #GOOD} if all is well, {@value #BAD} if something is wrong with
 * the rules, and {@value #USAGE} if the program was called in a wrong way or a file could not be read.
 */
@Command(
        name = "flyball",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Checks, tests, profiles, explains and tries out Flyball's rule files.",
        footer = {
            "",
            "Exit status: 0 if all is well, 1 if something is wrong with the rules, 2 if the program was called in a",
            "wrong way or a file could not be read."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckCommand.class,
            TestCommand.class,
            ProfileCommand.class,
            ExplainCommand.class,
            EvalCommand.class,
            ReplayCommand.class
        })
public final class Main {
    static final int GOOD = 0;
    static final int BAD = 1;
    static final int USAGE = 2;

    private Main() {}

    /** The version in the manifest of the program's jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            Package program = Main.class.getPackage();
            String version = program == null ? null : program.getImplementationVersion();
            return new String[] {"flyball " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Runs a command and ends the program with its status. */
    public static void main(String[] args) {
        int status = run(writer(System.out, "stdout.encoding"), writer(System.err, "stderr.encoding"), args);
        System.exit(status);
    }

    /** Runs a command; its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = new CommandLine(new Main());
        command.setOut(out);
        command.setErr(err);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        int status = args.length == 0 ? usage(command) : command.execute(args);
        out.flush();
        err.flush();
        return status;
    }

    private static int usage(CommandLine command) {
        command.usage(command.getErr());
        return USAGE;
    }

    private static PrintWriter writer(PrintStream stream, String property) {
        String encoding = System.getProperty(property, System.getProperty("native.encoding"));
        Charset charset = encoding != null && Charset.isSupported(encoding)
                ? Charset.forName(encoding)
                : Charset.defaultCharset();
        return new PrintWriter(stream, false, charset);
    }
}
