package dev.flyball.core.rules.profile;

import dev.flyball.core.text.ByteText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How to make a text of bytes of any length that is to cost much, in little memory. Immutable. */
sealed interface Recipe {
    /** The most chars of a text that are shown. */
    int LONGEST_SHOWN = 40;

    /** The text, of no more than so many bytes. */
    String text(int length);

    /** The same text in words, for a person: what it begins with, what comes again and again, what ends it. */
    @Override
    String toString();

    /** Another of the kind, if there is something at random in it; this one for 0. */
    default Recipe varied(int number) {
        return this;
    }

    /** A text as it is, cut off where it is longer than wanted. */
    record Fixed(String text) implements Recipe {
        @Override
        public String text(int length) {
            return text.length() <= length ? text : text.substring(0, length);
        }

        @Override
        public String toString() {
            return quoted(text);
        }
    }

    /**
     * A beginning, then pieces again and again, then an end.
     *
     * @param pieces at least one, none of them empty: one after the other, or, with a seed, at random
     * @param seed 0 for pieces one after the other
     */
    record Pump(String head, List<String> pieces, String tail, long seed) implements Recipe {
        static Pump of(String piece) {
            return new Pump("", List.of(piece), "", 0);
        }

        @Override
        public String text(int length) {
            if (head.length() + tail.length() >= length) {
                return new Fixed(head + tail).text(length);
            }
            StringBuilder text = new StringBuilder(length).append(head);
            int end = length - tail.length();
            long state = seed;
            for (int i = 0; text.length() < end; i++) {
                int next = i % pieces.size();
                if (seed != 0) {
                    // Marsaglia, "Xorshift RNGs", 2003: the same on every machine.
                    state ^= state << 13;
                    state ^= state >>> 7;
                    state ^= state << 17;
                    next = (int) Long.remainderUnsigned(state >>> 20, pieces.size());
                }
                text.append(pieces.get(next));
            }
            text.setLength(end);
            return text.append(tail).toString();
        }

        /** By Weyl's sequence, so that the seeds are far from one another. */
        @Override
        public Pump varied(int number) {
            long other = seed + number * 0x9E3779B97F4A7C15L;
            return seed == 0 || other == 0 ? this : new Pump(head, pieces, tail, other);
        }

        /** The same with other texts around it. */
        Pump between(String before, String after) {
            return new Pump(before + head, pieces, tail + after, seed);
        }

        Pump map(UnaryOperator<String> encoding) {
            return new Pump(encoding.apply(head), pieces.stream().map(encoding).toList(), encoding.apply(tail), seed);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(head.isEmpty() ? "" : quoted(head) + ", then ");
            if (pieces.size() == 1) {
                text.append(quoted(pieces.get(0))).append(" again and again");
            } else {
                text.append(quoted(String.join("", pieces))).append(seed == 0 ? " again and again" : " at random");
            }
            return text.append(tail.isEmpty() ? "" : ", then " + quoted(tail)).toString();
        }
    }

    /** The Base64 of another text. */
    record InBase64(Recipe recipe) implements Recipe {
        @Override
        public String text(int length) {
            byte[] bytes = recipe.text(length / 4 * 3).getBytes(StandardCharsets.ISO_8859_1);
            return new String(Base64.getEncoder().encode(bytes), StandardCharsets.ISO_8859_1);
        }

        @Override
        public InBase64 varied(int number) {
            return new InBase64(recipe.varied(number));
        }

        @Override
        public String toString() {
            return "the Base64 of " + recipe;
        }
    }

    /** Another text as a string in JSON, between its surroundings. */
    record InJson(String before, Recipe recipe, String after) implements Recipe {
        @Override
        public String text(int length) {
            StringBuilder text = new StringBuilder(before);
            int end = length - after.length();
            String inner = recipe.text(Math.max(0, end - text.length()));
            for (int i = 0; i < inner.length(); i++) {
                char c = inner.charAt(i);
                String written = c == '"' || c == '\\'
                        ? "\\" + c
                        : c < 0x20 || c >= 0x7F ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
                if (text.length() + written.length() > end) {
                    break;
                }
                text.append(written);
            }
            return new Fixed(text.append(after).toString()).text(length);
        }

        @Override
        public InJson varied(int number) {
            return new InJson(before, recipe.varied(number), after);
        }

        @Override
        public String toString() {
            return "in JSON, " + recipe;
        }
    }

    /** The beginning of a text. */
    static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    /** A text as a condition writes it, cut short. */
    static String quoted(String text) {
        return ByteText.quoted(text, LONGEST_SHOWN);
    }
}
