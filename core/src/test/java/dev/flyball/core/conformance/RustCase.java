package dev.flyball.core.conformance;

import dev.flyball.core.engines.Engine;
import dev.flyball.regex.RegexOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A case of Rust's regex crate. Where its kind of search is not Flyball's (all or overlapping matches, the earliest
 * end), whether there is a match is still compared; of a set, the members that match somewhere.
 *
 * <p>Rust searches bytes. With {@code unicode} the case runs over text with Unicode classes, else over text with ASCII
 * ones and, where the bytes are what counts, in byte mode.
 */
record RustCase(
        String id,
        List<String> patterns,
        boolean isSet,
        byte[] haystack,
        int from,
        int to,
        List<Expected> matches,
        int matchLimit,
        boolean compiles,
        boolean anchored,
        boolean caseInsensitive,
        boolean unicode,
        boolean utf8,
        boolean leftmostFirst,
        boolean allMembers,
        boolean otherLineTerminator)
        implements ConformanceCase {

    /** A match: the pattern's number in a set, and the places of its groups in bytes. */
    record Expected(int pattern, int[] places) {}

    private static final Map<String, Pattern> SYNTAX = new LinkedHashMap<>();

    static {
        SYNTAX.put("syntax (?x)", Pattern.compile("\\(\\?[a-zA-Z-]*x[a-zA-Z-]*[:)]"));
        SYNTAX.put("syntax (?R)", Pattern.compile("\\(\\?[a-zA-Z-]*R[a-zA-Z-]*[:)]"));
        SYNTAX.put("syntax (?u)", Pattern.compile("\\(\\?[a-zA-Z-]*u[a-zA-Z-]*[:)]"));
        SYNTAX.put("syntax \\b{start}", Pattern.compile("\\\\b\\{"));
        SYNTAX.put("syntax \\<", Pattern.compile("\\\\[<>]"));
        SYNTAX.put("syntax \\u", Pattern.compile("\\\\[uU]"));
        SYNTAX.put("syntax [a&&b]", Pattern.compile("\\[[^\\]]*(&&|~~|\\w--)"));
        SYNTAX.put("syntax \\p{name=value}", Pattern.compile("\\\\[pP]\\{[^}]*[=:]"));
    }

    @Override
    public Set<String> traits() {
        Set<String> traits = new LinkedHashSet<>();
        if (to < haystack.length) {
            traits.add("end bound");
        }
        if (isSet && (from > 0 || anchored)) {
            traits.add("start bound of a set");
        }
        if (otherLineTerminator) {
            traits.add("line terminator");
        }
        SYNTAX.forEach((trait, pattern) -> {
            if (patterns.stream().anyMatch(p -> pattern.matcher(p).find())) {
                traits.add(trait);
            }
        });
        return traits;
    }

    @Override
    public boolean isRefused(Engine engine) {
        return modes().stream().allMatch(mode -> {
            try {
                engine.compileSet(patterns, mode.options());
                return false;
            } catch (IllegalArgumentException e) {
                return true;
            }
        });
    }

    @Override
    public String failure(Engine engine) {
        List<String> wrong = new ArrayList<>();
        for (Mode mode : modes()) {
            try {
                check(engine, mode, wrong);
            } catch (IllegalArgumentException e) {
                if (compiles) {
                    wrong.add(mode + ": refused: " + e.getMessage());
                }
            }
        }
        return wrong.isEmpty() ? null : patterns + ": " + String.join("; ", wrong);
    }

    /** One way to run the case. */
    private record Mode(String name, RegexOptions options, String input, Utf8Offsets offsets) {
        /** The places in chars. */
        int[] chars(int[] bytes) {
            return offsets == null ? bytes : offsets.toChars(bytes);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private List<Mode> modes() {
        String text = Utf8Offsets.decodeOrNull(haystack);
        if (text == null) {
            return List.of(bytesMode());
        }
        boolean ascii = text.length() == haystack.length;
        if (unicode) {
            return List.of(!utf8 && splitsACharacter(text) ? bytesMode() : textMode(text));
        }
        if (ascii) {
            return List.of(textMode(text), bytesMode());
        }
        return List.of(!utf8 || caseInsensitive ? bytesMode() : textMode(text));
    }

    private boolean splitsACharacter(String text) {
        Utf8Offsets offsets = new Utf8Offsets(text);
        return matches.stream()
                .flatMapToInt(match -> Arrays.stream(match.places()))
                .anyMatch(place -> place >= 0 && offsets.toChar(place) < 0);
    }

    private Mode textMode(String text) {
        RegexOptions options = RegexOptions.builder()
                .caseInsensitive(caseInsensitive)
                .unicodeClasses(unicode)
                .build();
        return new Mode("text", options, text, new Utf8Offsets(text));
    }

    private Mode bytesMode() {
        RegexOptions options = RegexOptions.builder()
                .caseInsensitive(caseInsensitive)
                .bytes(true)
                .build();
        return new Mode("bytes", options, new String(haystack, StandardCharsets.ISO_8859_1), null);
    }

    private void check(Engine engine, Mode mode, List<String> wrong) {
        if (isSet) {
            checkSet(engine.compileSet(patterns, mode.options()).apply(mode.input()), mode, wrong);
            return;
        }
        Engine.Program program = engine.compile(patterns.get(0), mode.options());
        if (!compiles) {
            wrong.add(mode + ": not refused");
            return;
        }
        int start = mode.chars(new int[] {from})[0];
        List<int[]> found = matchesLikeRust(program, mode.input(), start);
        if (!leftmostFirst) {
            expect(wrong, mode, "any match", !matches.isEmpty(), !found.isEmpty());
        } else {
            List<int[]> expected =
                    matches.stream().map(match -> mode.chars(match.places())).toList();
            // Cases that tell no groups are about the whole match only.
            boolean groups = expected.stream().anyMatch(places -> places.length > 2);
            List<String> actual = found.stream()
                    .map(places -> Arrays.toString(groups ? places : Arrays.copyOf(places, 2)))
                    .toList();
            expect(
                    wrong,
                    mode,
                    "matches",
                    expected.stream().map(Arrays::toString).toList(),
                    actual);
        }
        if (start == 0 && !anchored) {
            expect(wrong, mode, "containsMatchIn", !matches.isEmpty(), program.containsMatchIn(mode.input()));
        }
        expect(
                wrong,
                mode,
                "findAll",
                Engine.iterate(program, mode.input()).stream()
                        .map(Arrays::toString)
                        .toList(),
                program.findAll(mode.input()).stream().map(Arrays::toString).toList());
        Engine.Program whole = engine.compile("\\A(?:" + patterns.get(0) + ")\\z", mode.options());
        expect(wrong, mode, "whole match", whole.find(mode.input(), 0) != null, program.matches(mode.input()));
    }

    private void checkSet(BitSet ids, Mode mode, List<String> wrong) {
        if (!compiles) {
            wrong.add(mode + ": not refused");
            return;
        }
        BitSet expected = new BitSet();
        matches.forEach(match -> expected.set(match.pattern()));
        if (!allMembers || matches.size() >= matchLimit) {
            // Not all members that match are told, but those that are told do, and none only where none does.
            expect(wrong, mode, "any match", !expected.isEmpty(), !ids.isEmpty());
            expected.stream().forEach(id -> expect(wrong, mode, "member " + id, true, ids.get(id)));
        } else {
            expect(wrong, mode, "members", expected, ids);
        }
    }

    /** In Rust, no empty match follows directly on a match, and anchored ones follow without a gap. */
    private List<int[]> matchesLikeRust(Engine.Program program, String input, int start) {
        List<int[]> found = new ArrayList<>();
        int at = start;
        int lastEnd = -1;
        while (at <= input.length() && found.size() < matchLimit) {
            int[] match = program.find(input, at);
            if (match == null || anchored && match[0] != at) {
                break;
            }
            if (match[0] == match[1] && match[1] == lastEnd) {
                if (anchored && at < input.length() && input.charAt(at) >= 0x80) {
                    // Rust goes on at the next byte, inside the character, where no match can begin.
                    break;
                }
                at += Engine.widthAt(input, at);
                lastEnd = -1;
                continue;
            }
            found.add(match);
            at = match[1];
            lastEnd = match[1];
        }
        return found;
    }

    private static void expect(List<String> wrong, Mode mode, String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            wrong.add(mode + ": " + what + " is " + actual + " instead of " + expected);
        }
    }
}
