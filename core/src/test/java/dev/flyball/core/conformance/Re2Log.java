package dev.flyball.core.conformance;

import dev.flyball.core.engines.Engine;
import dev.flyball.regex.RegexOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The log of RE2's own search tests. A stanza has strings and then patterns; each pattern has a line for each string,
 * with the groups of four searches: whole or partial match, leftmost-first and then leftmost-longest. Of the
 * leftmost-longest ones, Flyball has in common whether there is a match, and where it starts.
 */
final class Re2Log {
    private Re2Log() {}

    /** Reads a log, plain or compressed, one pattern at a time: some have millions of cases. */
    static void read(Path file, Consumer<ConformanceCase> consumer) throws IOException {
        String name = file.getFileName().toString();
        try (InputStream plain = Files.newInputStream(file);
                InputStream stream = name.endsWith(".gz") ? new GZIPInputStream(plain) : plain;
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<String> strings = new ArrayList<>();
            boolean inStrings = false;
            Pattern pattern = null;
            int next = 0;
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.equals("strings")) {
                    strings = new ArrayList<>();
                    inStrings = true;
                } else if (line.equals("regexps")) {
                    inStrings = false;
                } else if (line.startsWith("\"")) {
                    if (inStrings) {
                        strings.add(Go.unquote(line));
                    } else {
                        pattern = new Pattern(Go.unquote(line));
                        next = 0;
                    }
                } else if (line.matches("[-0-9].*")) {
                    String[] columns = line.split(";", -1);
                    if (pattern == null || columns.length != 4 || next >= strings.size()) {
                        throw new IOException(name + ":" + number + ": out of step: " + line);
                    }
                    consumer.accept(new Case(name + ":" + number, pattern, strings.get(next++), columns));
                } else if (!line.matches("#.*|[A-Z].*")) {
                    throw new IOException(name + ":" + number + ": not understood: " + line);
                }
            }
        }
    }

    /** A pattern, compiled once for the engine that ran it last. */
    private static final class Pattern {
        private final String text;
        private Engine engine;
        private Engine.Program partial;
        private Engine.Program whole;
        private String error;

        Pattern(String text) {
            this.text = text;
        }

        void compile(Engine by) {
            if (engine == by) {
                return;
            }
            engine = by;
            partial = null;
            whole = null;
            error = null;
            try {
                partial = by.compile(text, RegexOptions.defaults());
                whole = by.compile("\\A(?:" + text + ")\\z", RegexOptions.defaults());
            } catch (IllegalArgumentException e) {
                error = e.getMessage();
            }
        }
    }

    private record Case(String id, Pattern pattern, String input, String[] columns) implements ConformanceCase {
        @Override
        public Set<String> traits() {
            if (pattern.text.contains("\\C")) {
                return Set.of("syntax \\C");
            }
            // RE2 sees a place between the bytes of a character, where \B holds.
            boolean ascii = input.chars().allMatch(c -> c < 0x80);
            return !ascii && pattern.text.contains("\\B") ? Set.of("\\B inside a character") : Set.of();
        }

        @Override
        public boolean isRefused(Engine engine) {
            pattern.compile(engine);
            return pattern.error != null;
        }

        @Override
        public String failure(Engine engine) {
            if (isRefused(engine)) {
                return pattern.text + " is refused: " + pattern.error;
            }
            Utf8Offsets offsets = new Utf8Offsets(input);
            int[] whole = places(columns[0], offsets);
            int[] partial = places(columns[1], offsets);
            int[] longestWhole = places(columns[2], offsets);
            int[] longest = places(columns[3], offsets);
            List<String> wrong = new ArrayList<>();
            expect(wrong, "find of the whole", whole, pattern.whole.find(input, 0));
            expect(wrong, "find", partial, pattern.partial.find(input, 0));
            expect(wrong, "matches", whole != null, pattern.partial.matches(input));
            expect(wrong, "matches, longest", longestWhole != null, pattern.partial.matches(input));
            expect(wrong, "containsMatchIn", partial != null, pattern.partial.containsMatchIn(input));
            List<int[]> all = pattern.partial.findAll(input);
            expect(wrong, "first of findAll", partial, all.isEmpty() ? null : all.get(0));
            expect(
                    wrong,
                    "start of the longest",
                    longest == null ? -1 : longest[0],
                    all.isEmpty() ? -1 : all.get(0)[0]);
            return wrong.isEmpty() ? null : pattern.text + " in \"" + input + "\": " + String.join("; ", wrong);
        }

        private static void expect(List<String> wrong, String what, Object expected, Object actual) {
            if (!expected.equals(actual)) {
                wrong.add(what + " is " + actual + " instead of " + expected);
            }
        }

        private static void expect(List<String> wrong, String what, int[] expected, int[] actual) {
            if (!Arrays.equals(expected, actual)) {
                wrong.add(what + " is " + Arrays.toString(actual) + " instead of " + Arrays.toString(expected));
            }
        }

        private static int[] places(String column, Utf8Offsets offsets) {
            if (column.equals("-")) {
                return null;
            }
            String[] pairs = column.split(" ");
            int[] places = new int[2 * pairs.length];
            for (int i = 0; i < pairs.length; i++) {
                String[] ends = pairs[i].equals("-") ? new String[] {"-1", "-1"} : pairs[i].split("-");
                places[2 * i] = Integer.parseInt(ends[0]);
                places[2 * i + 1] = Integer.parseInt(ends[1]);
            }
            return offsets.toChars(places);
        }
    }
}
