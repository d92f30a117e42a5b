package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFileTextTest {
    @TempDir
    Path directory;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("rules.yaml"), bytes);
    }

    private Diagnostic refusal(byte[] bytes) throws IOException {
        Path file = file(bytes);
        try {
            RuleFileText.read(file, 1_000);
            throw new AssertionError("the file was taken");
        } catch (RuleSyntaxException e) {
            assertThat(e.diagnostics()).hasSize(1);
            assertThat(e.diagnostics().get(0).file()).isEqualTo(file.toString());
            return e.diagnostics().get(0);
        }
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsUtf8() throws IOException {
        String text = "\uFEFFa: é中\uD83D\uDE00\r\n";
        assertThat(RuleFileText.read(file(text.getBytes(StandardCharsets.UTF_8)), 1_000))
                .isEqualTo(text);
        assertThat(RuleFileText.read(file(new byte[0]), 1_000)).isEmpty();
    }

    @Test
    void tellsWhereAFileIsNotUtf8() throws IOException {
        Diagnostic latin1 = refusal(bytes("a: b\nc: caf\u00E9\nd: e\n"));
        assertThat(latin1.line()).isEqualTo(2);
        assertThat(latin1.column()).isEqualTo(7);
        assertThat(latin1.message()).contains("0xE9");
        assertThat(latin1.excerpt()).startsWith("c: caf");

        Diagnostic marked = refusal(bytes("\u00EF\u00BB\u00BFa\u00FF"));
        assertThat(marked.column()).isEqualTo(2);
        Diagnostic cutOff = refusal(bytes("abc\u00E2\u0082"));
        assertThat(cutOff.column()).isEqualTo(4);
        Diagnostic surrogate = refusal(bytes("\u00ED\u00A0\u0080"));
        assertThat(surrogate.column()).isEqualTo(1);
        Diagnostic utf16 = refusal(bytes("\u00FF\u00FEa\0"));
        assertThat(utf16.column()).isEqualTo(1);
        Diagnostic overlong = refusal(bytes("\u00C0\u0080"));
        assertThat(overlong.column()).isEqualTo(1);
    }

    @Test
    void readsNoMoreThanTheLongestTextTakes() throws IOException {
        byte[] three = "中".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        assertThat(RuleFileText.read(file(three), 1_000)).hasSize(1_000);
        assertThatThrownBy(() -> RuleFileText.read(file(three), 900))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining("900 chars");
        Path endless = Path.of("/dev/zero");
        if (Files.exists(endless)) {
            assertThatThrownBy(() -> RuleFileText.read(endless, 1_000_000)).isInstanceOf(RuleSyntaxException.class);
        }
    }

    @Test
    void aFileThatIsNotThereIsNoProblemOfItsText() {
        assertThatThrownBy(() -> RuleFileText.read(directory.resolve("none"), 1_000))
                .isInstanceOf(NoSuchFileException.class);
    }
}
