package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a user names instead of a file is told with its name and the reason, and ends with status 2. */
class InputFilesTest {
    private static final String RULES = "rules: [{id: a, when: 'http.host eq \"shop\"', then: block}]";

    @TempDir
    Path directory;

    private Path rules;
    private Path request;

    @BeforeEach
    void write() throws IOException {
        rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
        request = Files.writeString(directory.resolve("request.http"), "GET /");
    }

    private static void refused(String message, Object... call) throws JsonReader.Malformed {
        Run run = Run.of(call);
        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("flyball: " + message + System.lineSeparator());
        Object[] withJson = Arrays.copyOf(call, call.length + 1);
        withJson[call.length] = "--json";
        assertThat(JsonReader.object(Run.of(withJson).out()))
                .containsEntry("ok", false)
                .hasEntrySatisfying(
                        "error",
                        error -> assertThat(new String(
                                        ((String) error).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                                .isEqualTo(message));
    }

    @Test
    void aDirectoryIsNoFile() throws Exception {
        String message = directory + ": a directory, where a file is expected";
        refused(message, "replay", rules, directory);
        refused(message, "eval", rules, "--request", directory);
        refused(message, "eval", rules, "--request", request, "--response", directory);
        refused(message, "check", rules, "--list", "x=" + directory);
    }

    @Test
    void anEmptyNameIsNotTheWorkingDirectory() throws Exception {
        String message = "the name of a file is empty: is a variable of the shell not set?";
        refused(message, "check", "");
        refused(message, "test", rules, "");
        refused(message, "profile", "");
        refused(message, "explain", "");
        refused(message, "replay", "", request);
        refused(message, "replay", rules, "");
        refused(message, "replay", rules, request, "--against", "");
        refused(message, "eval", rules, "--request", "");
        refused(message, "check", rules, "--list", "x=");
    }

    @Test
    void aLinkThatLeadsNowhereIsThere() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), directory.resolve("gone"));
        refused(link + " is a link that leads nowhere", "check", link);
        refused(link + " is a link that leads nowhere", "check", directory);
        refused("there is no file " + directory.resolve("gone"), "check", directory.resolve("gone"));
    }

    @Test
    void aNameMayBeginAsThatOfAFileOfArgumentsOrOptions() throws Exception {
        Path odd = Path.of("@" + rules.getFileName());
        refused("there is no file " + odd, "check", odd);
        assertThat(Run.of("check", "--", "-odd.yaml").err()).contains("there is no file -odd.yaml");
    }

    @Test
    void aFileThatMayNotBeReadIsToldAsThat() {
        assertThat(InputFile.problem(new AccessDeniedException("secret.yaml")))
                .isEqualTo("secret.yaml may not be read: who runs this program lacks the permission");
    }

    @Test
    void aFileIsNamedOnce() throws Exception {
        Path again = directory.resolve(".").resolve("rules.yaml");
        String message = again + ": named twice, by itself or by its directory: leave one of them out";
        refused(message, "check", rules, again);
        refused(message, "explain", directory, again);
        refused(message, "replay", rules, request, "--against", rules, "--against", again);
    }

    @Test
    void theStandardInputIsReadOnce() throws Exception {
        String message = "- is named twice: the standard input can be read only once";
        refused(message, "replay", "-", "-");
        refused(message, "replay", rules, "-", "--against", "-");
        refused(message, "eval", rules, "--request", "-", "--response", "-");
        refused(message, "eval", "-", "--request", request, "--list", "x=-");
    }

    @Test
    void aRequestIsNotReadWithoutEnd() throws Exception {
        refused("/dev/zero: more than 67,108,864 bytes", "eval", rules, "--request", "/dev/zero");
    }

    @Test
    void aCompressedLogIsKnownByItsContentAndReadToTheEndOfAllItsParts() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (String part : List.of("one\ntwo\n", "three\n")) {
            try (GZIPOutputStream out = new GZIPOutputStream(parts)) {
                out.write(part.getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThat(lines(slow(parts.toByteArray()))).containsExactly("one", "two", "three");
        assertThat(lines(slow(new byte[] {0x1F}))).containsExactly("\u001F");
        assertThat(lines(slow(new byte[0]))).isEmpty();
        Path plain = Files.writeString(directory.resolve("plain.gz"), "one\n");
        try (LogLines lines = LogLines.open(plain)) {
            assertThat(lines.next()).isEqualTo("one");
        }
    }

    private static List<String> lines(InputStream in) throws IOException {
        List<String> read = new ArrayList<>();
        try (LogLines lines = new LogLines(in)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                read.add(line);
            }
        }
        return read;
    }

    /** A pipe whose writer is slow: it gives a byte at a time, and never tells that there is another. */
    private static InputStream slow(byte[] bytes) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                int b = length == 0 ? -1 : read();
                if (b < 0) {
                    return length == 0 ? 0 : -1;
                }
                to[offset] = (byte) b;
                return 1;
            }
        };
    }
}
