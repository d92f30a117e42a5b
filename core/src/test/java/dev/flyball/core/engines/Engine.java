package dev.flyball.core.engines;

import dev.flyball.regex.RegexOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/** A regex engine that can be put to the same test as any other. */
public interface Engine {
    /** Its name, for test reports. */
    String name();

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if the engine refuses it
     */
    Program compile(String pattern, RegexOptions options);

    /**
     * Compiles patterns to be asked together: which of them match some part of an input.
     *
     * @throws IllegalArgumentException if the engine refuses one
     */
    default Function<String, BitSet> compileSet(List<String> patterns, RegexOptions options) {
        List<Program> members =
                patterns.stream().map(pattern -> compile(pattern, options)).toList();
        return input -> {
            BitSet ids = new BitSet();
            for (int id = 0; id < members.size(); id++) {
                ids.set(id, members.get(id).containsMatchIn(input));
            }
            return ids;
        };
    }

    /** A compiled pattern. Matches are arrays of start and end of every group, −1 for one that took no part. */
    interface Program {
        boolean containsMatchIn(String input);

        boolean matches(String input);

        /** The leftmost match at or after an index, or null. */
        int[] find(String input, int from);

        /** All matches in turn. */
        List<int[]> findAll(String input);
    }

    /** What finding all matches must give, by one search after the other. */
    static List<int[]> iterate(Program program, String input) {
        List<int[]> matches = new ArrayList<>();
        int from = 0;
        while (from <= input.length()) {
            int[] match = program.find(input, from);
            if (match == null) {
                break;
            }
            matches.add(match);
            from = match[1] > match[0] ? match[1] : match[1] + widthAt(input, match[1]);
        }
        return matches;
    }

    /** How many chars the code point at an index has; 1 at the end. */
    static int widthAt(String input, int index) {
        return index < input.length() ? Character.charCount(input.codePointAt(index)) : 1;
    }
}
