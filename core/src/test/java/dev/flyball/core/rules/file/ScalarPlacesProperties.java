package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Style;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Scalars in every style, written by a writer that notes where it puts each char. */
class ScalarPlacesProperties {
    /** Writes one mapping with one scalar, and the places of the scalar's chars that are not white space. */
    private static final class Writer {
        final StringBuilder text = new StringBuilder();
        final List<Integer> places = new ArrayList<>();
        final Style style;
        final Random random;
        final String lineBreak;

        Writer(Style style, long seed) {
            this.style = style;
            this.random = new Random(seed);
            this.lineBreak = random.nextBoolean() ? "\n" : "\r\n";
        }

        String write(List<String> words) {
            text.append("before: ü\uD834\uDD1E").append(lineBreak).append("key: ");
            switch (style) {
                case PLAIN -> folded(words, "");
                case SINGLE_QUOTED -> folded(words, "'");
                case DOUBLE_QUOTED -> folded(words, "\"");
                case LITERAL -> block(words, "|");
                case FOLDED -> block(words, ">");
            }
            text.append(lineBreak).append("after: x").append(lineBreak);
            return text.toString();
        }

        private void folded(List<String> words, String quote) {
            text.append(quote);
            for (int i = 0; i < words.size(); i++) {
                if (i > 0) {
                    gap(quote);
                }
                words.get(i).codePoints().forEach(this::write);
            }
            text.append(quote);
        }

        private void gap(String quote) {
            boolean escapes = quote.equals("\"");
            switch (random.nextInt(escapes ? 6 : 3)) {
                case 0 -> text.append(" ".repeat(1 + random.nextInt(3)));
                case 1 -> text.append("  ").append(lineBreak).append("   ");
                case 2 -> text.append(lineBreak).append(lineBreak).append(quote.isEmpty() ? "  " : " \t");
                case 3 -> text.append("\\n\\t");
                case 4 -> text.append(" \\").append(lineBreak).append("   \\ ");
                default -> text.append("\\x20 ").append(lineBreak).append("   ");
            }
        }

        private void block(List<String> words, String indicator) {
            text.append(indicator)
                    .append(List.of("", "-", "+", " # why").get(random.nextInt(4)))
                    .append(lineBreak);
            text.append("   ");
            for (int i = 0; i < words.size(); i++) {
                if (i > 0) {
                    if (random.nextBoolean()) {
                        text.append(" ".repeat(1 + random.nextInt(2)));
                    } else {
                        text.append(random.nextBoolean() ? " " : "")
                                .append(lineBreak.repeat(1 + random.nextInt(2)))
                                .append("   ")
                                .append(" ".repeat(random.nextInt(3)));
                    }
                }
                words.get(i).codePoints().forEach(this::write);
            }
        }

        private void write(int c) {
            places.add(text.length());
            if (style == Style.SINGLE_QUOTED && c == '\'') {
                text.append("''");
            } else if (style == Style.DOUBLE_QUOTED && (c == '"' || c == '\\')) {
                text.append('\\').appendCodePoint(c);
            } else if (style == Style.DOUBLE_QUOTED && random.nextInt(3) == 0) {
                if (c > 0xFFFF) {
                    text.append(
                            random.nextBoolean()
                                    ? String.format("\\U%08x", c)
                                    : String.format(
                                            "\\u%04x\\u%04x",
                                            (int) Character.highSurrogate(c), (int) Character.lowSurrogate(c)));
                } else {
                    text.append(
                            c <= 0xFF && random.nextBoolean()
                                    ? String.format("\\x%02X", c)
                                    : String.format("\\u%04x", c));
                }
            } else {
                text.appendCodePoint(c);
            }
        }
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars('a', 'b', '1', '\'', '"', '\\', 'é', '(', '$', '中')
                .ofMinLength(1)
                .ofMaxLength(5)
                .map(word -> "w" + word) // no indicator in front
                .map(word -> word.replace("中", "\uD834\uDD1E"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void everyCharOfTheValueIsFoundWhereItWasWritten(
            @ForAll("words") List<String> words, @ForAll Style style, @ForAll long seed) {
        Writer writer = new Writer(style, seed);
        String text = writer.write(words);
        Scalar scalar = scalar(text);
        assertThat(scalar.style()).isEqualTo(style);
        String value = scalar.value();
        assertThat(value.replaceAll("\\s", "")).isEqualTo(String.join("", words));

        int number = 0;
        int lastPlace = 0;
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int place = ScalarPlaces.locate(text, scalar, i);
            if (!Character.isWhitespace(value.codePointAt(i))) {
                lastPlace = writer.places.get(number++);
                assertThat(place).as("char %d of %s in%n%s", i, value, text).isEqualTo(lastPlace);
            } else if (number < writer.places.size()) {
                assertThat(place)
                        .as("white space lies between its neighbours")
                        .isBetween(lastPlace, writer.places.get(number));
            }
        }
        assertThat(ScalarPlaces.locate(text, scalar, value.length())).isEqualTo(lastPlace + 1);
    }

    private static Scalar scalar(String text) {
        Diagnostics diagnostics = new Diagnostics("test", text);
        Mapping root = (Mapping) YamlReader.read(
                text,
                10,
                diagnostics,
                Budget.of(1_000_000, Duration.ofMinutes(1)).start());
        diagnostics.refuseIfAny();
        return (Scalar) root.entries().get(1).value();
    }
}
