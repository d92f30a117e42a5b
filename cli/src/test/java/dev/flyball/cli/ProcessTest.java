package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a shell runs it: with pipes, and in whatever language the machine speaks. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "there is no bash and no /dev/stdin")
class ProcessTest {
    private static final String RULES =
            "rules: [{id: admin, when: 'http.request.uri.path eq \"/admin\"', then: block}]";
    private static final String MORE = "rules: [{id: shop, when: 'http.host eq \"shop\"', then: log}]";
    private static final String BROKEN = "rules: [{id: admin, when: 'http.hots eq \"x\"', then: block}]";
    private static final String LINE =
            "203.0.113.7 - - [10/Oct/2025:13:55:36 +0000] \"GET /admin HTTP/1.1\" 200 7 \"-\" \"-\"\n";

    @TempDir
    Path directory;

    private Path rules;

    @BeforeEach
    void writeRules() throws IOException {
        rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
    }

    /** Runs it with a standard input. */
    private static Run program(List<String> options, byte[] input, Object... arguments) throws Exception {
        List<String> command = command(options);
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(command, input);
    }

    private static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        return command;
    }

    /** Runs a line of a shell; {@code flyball} in it is the program. */
    private static Run shell(String line) throws Exception {
        String quoted =
                command(List.of()).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        return run(List.of("bash", "-c", "flyball() { " + quoted + " \"$@\"; }\n" + line), new byte[0]);
    }

    private static Run run(List<String> command, byte[] input) throws Exception {
        Process process = new ProcessBuilder(command).start();
        CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> {
            try {
                return process.getErrorStream().readAllBytes();
            } catch (IOException e) {
                return e.toString().getBytes(StandardCharsets.UTF_8);
            }
        });
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(out).isTrue();
        return new Run(process.exitValue(), out, new String(err.get(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        }
        return bytes.toByteArray();
    }

    @Test
    void rulesComeFromTheStandardInput() throws Exception {
        for (String name : List.of("-", "/dev/stdin")) {
            Run good = program(List.of(), bytes(RULES), "check", name);
            assertThat(good.status()).as(good.err()).isZero();
            assertThat(good.out()).contains("1 rule, no errors");
            Run bad = program(List.of(), bytes(BROKEN), "check", name);
            assertThat(bad.status()).isEqualTo(1);
            assertThat(bad.out()).startsWith("/dev/stdin:1:28: error: unknown field `http.hots`");
        }
    }

    @Test
    void rulesComeFromPipesOfTheShell() throws Exception {
        Path more = Files.writeString(directory.resolve("more.yaml"), MORE);
        String pipes = " <(cat '" + rules + "') <(cat '" + more + "')";
        Run run = shell("flyball check --ignore expensive" + pipes);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("/dev/fd/").contains(" and 1 more: 2 rules in 2 files, no errors, 0 warnings");
        Run replay = shell("flyball replay" + pipes + " <(printf '%s\\n' '" + LINE.strip() + "')");
        assertThat(replay.status()).as(replay.err()).isZero();
        assertThat(replay.out()).contains("1 request in", "block 1 (100.00 %)");
        Path log = Files.write(directory.resolve("access.log.gz"), compressed(LINE.repeat(3)));
        Run zipped = shell("flyball replay '" + rules + "' <(cat '" + log + "' '" + log + "')");
        assertThat(zipped.out()).as(zipped.err()).contains("6 requests in", "block 6 (100.00 %)");
    }

    @Test
    void rulesComeFromAPipeWithAName() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                Files.writeString(pipe, RULES);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Run run = program(List.of(), new byte[0], "test", pipe);
        writer.get(1, TimeUnit.MINUTES);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("0 tests, 0 failed; 1 rule without a test");
    }

    @Test
    void logsAndRequestsComeFromTheStandardInput() throws Exception {
        Run replay = program(List.of(), bytes(LINE.repeat(3)), "replay", rules, "-");
        assertThat(replay.out()).as(replay.err()).contains("3 requests", "block 3");
        Run zipped = program(List.of(), compressed(LINE.repeat(3)), "replay", rules, "-");
        assertThat(zipped.out()).as(zipped.err()).contains("3 requests", "block 3");
        Run eval = program(List.of(), bytes("GET /admin"), "eval", rules, "--request", "-");
        assertThat(eval.out()).as(eval.err()).startsWith("block by admin");
    }

    @Test
    void whatItWritesDoesNotDependOnTheLanguageOfTheMachine() throws Exception {
        Path log = Files.writeString(directory.resolve("access.log"), LINE.repeat(2_000));
        String expected =
                program(List.of(), new byte[0], "replay", rules, log).out().replaceAll("in [0-9.]+ s", "");
        assertThat(expected).contains("2,000 requests", "block 2,000 (100.00 %)");
        for (String language :
                List.of("-Duser.language=de -Duser.country=DE", "-Duser.language=ar -Duser.extensions=u-nu-arab")) {
            assertThat(program(List.of(language.split(" ")), new byte[0], "replay", rules, log)
                            .out()
                            .replaceAll("in [0-9.]+ s", ""))
                    .isEqualTo(expected);
        }
    }

    @Test
    void tooLittleMemoryIsNoMistakeOfTheRules() throws Exception {
        Run run = program(List.of("-Xmx24m"), new byte[0], "check", rules, "--list", "office=/dev/zero", "--json");
        assertThat(run.status()).isEqualTo(2);
        assertThat(JsonReader.object(run.out())).containsOnlyKeys("ok", "error");
        assertThat(run.err()).contains("not enough memory", "-Xmx").doesNotContain("\tat ");
    }

    @Test
    void anEarlyEndOfWhoeverReadsIsNoFailure() throws Exception {
        Path log = Files.writeString(directory.resolve("access.log"), LINE.repeat(100));
        Run run = shell("flyball replay '" + rules + "' '" + log + "' | head -1; echo ${PIPESTATUS[0]}");
        assertThat(run.out()).startsWith("100 requests").endsWith("\n0\n");
        assertThat(run.err()).isEmpty();
    }
}
