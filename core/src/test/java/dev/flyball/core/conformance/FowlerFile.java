package dev.flyball.core.conformance;

import dev.flyball.core.engines.Engine;
import dev.flyball.regex.RegexOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Glenn Fowler's POSIX tests: lines of flags, pattern, input and expected places, separated by tabs. The flags that
 * apply here: E is an extended expression, L a literal, i ignores case, $ resolves escapes. What is expected is
 * leftmost-longest: where leftmost-first gives something else, the exceptions list says so.
 */
final class FowlerFile {
    private static final Pattern PAIR = Pattern.compile("\\((\\d+|\\?),(\\d+|\\?)\\)");

    private FowlerFile() {}

    static void read(Path file, Consumer<ConformanceCase> consumer) throws IOException {
        String last = "";
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String[] fields = line.split("\t+");
            String flags = fields[0].replaceFirst("^(:[^:]*:|[?&|;{}])", "");
            if (!flags.matches("[BEASKLP].*") || fields.length < 4 || fields[0].matches("NOTE.*|TEST.*")) {
                continue;
            }
            String pattern = fields[1].equals("SAME") ? last : fields[1].equals("NULL") ? "" : fields[1];
            last = pattern;
            String input = fields[2].equals("NULL") ? "" : fields[2];
            if (flags.contains("$")) {
                pattern = unescape(pattern);
                input = unescape(input);
            }
            for (char kind : new char[] {'E', 'L'}) {
                if (flags.indexOf(kind) >= 0) {
                    RegexOptions options = RegexOptions.builder()
                            .literal(kind == 'L')
                            .caseInsensitive(flags.indexOf('i') >= 0)
                            .build();
                    consumer.accept(new Case(
                            file.getFileName() + ":" + number + (kind == 'L' ? ":L" : ""),
                            pattern,
                            options,
                            input,
                            fields[3]));
                }
            }
        }
    }

    /** Escaped bytes that are no UTF-8 are characters of Latin-1. */
    private static String unescape(String text) {
        byte[] bytes = Go.unescapeBytes(text);
        String decoded = Utf8Offsets.decodeOrNull(bytes);
        return decoded != null ? decoded : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private record Case(String id, String pattern, RegexOptions options, String input, String expected)
            implements ConformanceCase {
        @Override
        public Set<String> traits() {
            return Set.of();
        }

        @Override
        public boolean isRefused(Engine engine) {
            try {
                engine.compile(pattern, options);
                return false;
            } catch (IllegalArgumentException e) {
                return true;
            }
        }

        @Override
        public String failure(Engine engine) {
            boolean noMatch = expected.equals("NOMATCH");
            boolean error = !noMatch && expected.matches("[A-Z]+");
            Engine.Program program;
            try {
                program = engine.compile(pattern, options);
            } catch (IllegalArgumentException e) {
                return error ? null : pattern + " is refused: " + e.getMessage();
            }
            if (error) {
                return pattern + " is not refused";
            }
            int[] found = program.find(input, 0);
            if (program.containsMatchIn(input) != (found != null)) {
                return pattern + " in \"" + input + "\": find and containsMatchIn disagree";
            }
            if (noMatch) {
                return found == null ? null : pattern + " in \"" + input + "\": " + Arrays.toString(found);
            }
            int[] places = places();
            // Groups behind the last one told are not compared.
            int[] compared = found == null ? null : Arrays.copyOf(found, Math.min(found.length, places.length));
            return Arrays.equals(places, compared)
                    ? null
                    : pattern + " in \"" + input + "\": " + Arrays.toString(found) + " instead of " + expected;
        }

        private int[] places() {
            List<Integer> places = new ArrayList<>();
            Matcher matcher = PAIR.matcher(expected);
            while (matcher.find()) {
                for (int i = 1; i <= 2; i++) {
                    places.add(matcher.group(i).equals("?") ? -1 : Integer.parseInt(matcher.group(i)));
                }
            }
            return places.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
