package dev.flyball.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program {@code flyball}. Its exit status is {@value #GOOD} if all is well, {@value #BAD} if something is wrong with
 * the rules, and {@value #USAGE} if it could not be found out: the program was called in a wrong way, a file could not be
 * read, or the program itself failed.
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
        // What it writes is English, whatever the language of the machine, and read by programs too.
        Locale.setDefault(Locale.ROOT);
        int status = run(writer(System.out, "stdout.encoding"), writer(System.err, "stderr.encoding"), args);
        System.exit(status);
    }

    /** Runs a command; its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = new CommandLine(new Main());
        command.setOut(out);
        command.setErr(err);
        command.setExpandAtFiles(false); // names of files may begin with @
        command.setParameterExceptionHandler(Main::misused);
        command.setExecutionExceptionHandler((e, failed, call) -> failed(e, failed, args));
        Values.register(command);
        int status;
        try {
            status = args.length == 0 ? usage(command) : command.execute(args);
        } catch (OutOfMemoryError e) {
            tellFailure(command, asksForJson(args), "there is not enough memory: give it more by java -Xmx4g -jar …");
            status = USAGE;
        }
        err.flush();
        if (out.checkError()) {
            err.println("flyball: the output could not be written");
            err.flush();
            return USAGE;
        }
        return status;
    }

    /** An exception of which no command knows is a mistake of the program, not of the rules. */
    private static int failed(Exception e, CommandLine command, String[] args) {
        tellFailure(command, asksForJson(args), "the program failed, which is its own mistake: " + e);
        e.printStackTrace(command.getErr());
        return USAGE;
    }

    /** Says what is wrong with a call, and where to read on: the usage itself would bury it. */
    private static int misused(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        // Picocli writes the word twice where a map has no key.
        String message = String.valueOf(e.getMessage()).replace("option option", "option");
        tellFailure(command, asksForJson(args), message);
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr()
                .println(command.getCommandSpec().qualifiedName()
                        + " --help tells which arguments and options there are.");
        return USAGE;
    }

    private static boolean asksForJson(String[] args) {
        return Arrays.asList(args).contains("--json");
    }

    /** Tells people, and machines if they ask, why a command did not do what it should. */
    static void tellFailure(CommandLine command, boolean json, String message) {
        if (json) {
            command.getOut()
                    .println(new Json()
                            .object()
                            .field("ok", false)
                            .field("error", message)
                            .end());
        }
        command.getErr().println("flyball: " + RuleCommand.readable(message));
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
