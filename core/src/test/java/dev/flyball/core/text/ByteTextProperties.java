package dev.flyball.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Bytes are shown so that people can read them, nothing else happens on a terminal, and nothing is lost. */
class ByteTextProperties {
    /** The bytes of a quoted text, read as a condition reads it. */
    private static String read(String quoted) {
        StringBuilder bytes = new StringBuilder();
        String text = quoted.substring(1, quoted.length() - 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                int end = i + Character.charCount(text.codePointAt(i));
                bytes.append(Bytes.utf8(text.substring(i, end)));
                i = end - 1;
            } else if (text.charAt(i + 1) == 'x') {
                bytes.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.append(text.charAt(++i));
            }
        }
        return bytes.toString();
    }

    private static boolean isUtf8(String bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Property
    void whatIsShownMeansTheSameBytesAndIsReadable(@ForAll byte[] random) {
        String bytes = Bytes.of(random);
        String shown = ByteText.quoted(bytes, Integer.MAX_VALUE);
        assertThat(read(shown)).isEqualTo(bytes);
        assertThat(shown.codePoints()).allMatch(ByteText::isReadable);
    }

    /** Every sequence that the platform's decoder takes, and no other, is decoded. */
    @Property(tries = 3_000)
    void whatIsUtf8IsDecodedAndWhatIsNotIsEscaped(
            @ForAll @IntRange(min = 0x80, max = 0xFF) int first,
            @ForAll @IntRange(min = 0x78, max = 0xC8) int second,
            @ForAll @IntRange(min = 0x7E, max = 0xC1) int third,
            @ForAll @IntRange(min = 0x7E, max = 0xC1) int fourth) {
        String all = "" + (char) first + (char) second + (char) third + (char) fourth;
        for (int length = 1; length <= 4; length++) {
            String bytes = all.substring(0, length);
            String shown = ByteText.quoted(bytes, 100);
            boolean single = isUtf8(bytes)
                    && decoded(bytes).codePointCount(0, decoded(bytes).length()) == 1;
            if (single && ByteText.isReadable(decoded(bytes).codePointAt(0))) {
                assertThat(shown).isEqualTo('"' + decoded(bytes) + '"');
            } else if (!isUtf8(bytes)) {
                assertThat(shown).contains("\\x");
            }
        }
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Example
    void anyTextIsShownAsItIs() {
        assertThat(ByteText.quoted(Bytes.utf8("café \uD83D\uDE00 €"), 100)).isEqualTo("\"café \uD83D\uDE00 €\"");
        assertThat(ByteText.quoted("\u001B[31m\n\t", 100)).isEqualTo("\"\\x1b[31m\\x0a\\x09\"");
        assertThat(ByteText.quoted(Bytes.utf8("a\u009Bb\u202Ec"), 100)).isEqualTo("\"a\\xc2\\x9bb\\xe2\\x80\\xaec\"");
        assertThat(ByteText.quoted("\u00ED\u00A0\u0080", 100)).isEqualTo("\"\\xed\\xa0\\x80\"");
        assertThat(ByteText.quoted("a\"b\\c", 100)).isEqualTo("\"a\\\"b\\\\c\"");
    }

    @Example
    void aCutDividesNoCharacter() {
        String bytes = Bytes.utf8("aé");
        assertThat(ByteText.quoted(bytes, 3)).isEqualTo("\"aé\"");
        assertThat(ByteText.quoted(bytes, 2)).isEqualTo("\"a…\"");
    }
}
