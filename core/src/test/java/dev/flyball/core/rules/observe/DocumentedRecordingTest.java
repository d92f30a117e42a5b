package dev.flyball.core.rules.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.core.OwnProcess;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to record that docs/observing.md has do record. */
class DocumentedRecordingTest {
    private static final Path PAGE = Path.of("..", "docs", "observing.md");
    private static final Path SETTINGS =
            Path.of("..", "docs", "flyball.jfc").toAbsolutePath().normalize();

    /** What the host keeps as long as it runs. */
    private static @Nullable RuleEngine kept;

    @TempDir
    Path directory;

    /** What the page has of that form, with the files where they are here. */
    private String documented(String form) throws IOException {
        Matcher found = Pattern.compile(form).matcher(Files.readString(PAGE));
        assertThat(found.find()).as(form).isTrue();
        return found.group(1)
                .replace("flyball.jfc", SETTINGS.toString())
                .replace("flyball.jfr", recording().toString());
    }

    private Path recording() {
        return directory.resolve("flyball.jfr");
    }

    /** The names of the events that were recorded. */
    private Set<String> recorded() throws IOException {
        return RecordingFile.readAllEvents(recording()).stream()
                .map(event -> event.getEventType().getName())
                .collect(Collectors.toSet());
    }

    @Test
    void aProgramThatRunsCanBeRecorded() throws Exception {
        String start = documented("jcmd PID JFR\\.start (.*)");
        String stop = documented("jcmd PID JFR\\.stop (.*)");
        jcmd("jfrStart", start);
        Host.main(new String[0]);
        jcmd("jfrStop", stop);
        assertThat(recorded())
                .contains("dev.flyball.RuleAccount", "dev.flyball.EngineAccount")
                .allMatch(name -> name.startsWith("dev.flyball."));
        Files.delete(recording());
        jcmd("jfrStart", start.replace("settings=" + SETTINGS, documented("`(settings=\\S* settings=[^`]*)`")));
        Host.main(new String[0]);
        jcmd("jfrStop", stop);
        assertThat(recorded()).contains("dev.flyball.RuleAccount", "jdk.JVMInformation");
    }

    /** What {@code jcmd} does, without a process of its own. */
    private static void jcmd(String operation, String arguments) throws Exception {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        operation,
                        new Object[] {arguments.split(" ")},
                        new String[] {String[].class.getName()});
    }

    @Test
    void aProgramCanBeRecordedFromItsBeginningToItsEnd() throws Exception {
        String option = documented("java (-XX:\\S*) ");
        run(option);
        assertThat(recorded())
                .contains("dev.flyball.RuleAccount", "dev.flyball.EngineAccount")
                .allMatch(name -> name.startsWith("dev.flyball."));
        String both = documented("`(settings=\\S*,settings=[^`]*)`");
        run(option.replace("settings=" + SETTINGS, both));
        assertThat(recorded()).contains("dev.flyball.RuleAccount", "jdk.JVMInformation");
    }

    private static void run(String option) throws Exception {
        OwnProcess process = OwnProcess.run(List.of(option), Host.class);
        assertThat(process.exitValue()).as(process.output()).isZero();
    }

    /** A host. */
    static final class Host {
        private Host() {}

        public static void main(String[] args) {
            Schema schema = Schema.http();
            RuleEngine engine =
                    RuleEngine.of(RuleSet.parse("rules.yaml", "rules: [{ id: tls, when: ssl, then: block }]", schema));
            Facts facts = Facts.builder(schema).set("ssl", true).build();
            engine.evaluate(facts, Budget.of(10_000, Duration.ofHours(1)).start());
            kept = engine;
        }
    }
}
