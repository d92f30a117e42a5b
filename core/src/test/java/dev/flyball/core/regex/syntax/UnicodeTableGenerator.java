package dev.flyball.core.regex.syntax;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.UnicodeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the Unicode tables of the parser, from what ICU4J knows; run it after changing ICU4J's version. A line is a key
 * of two words and the data, numbers in hexadecimal:
 *
 * <ul>
 *   <li>{@code category Lu}, {@code script Greek}, {@code property word}: ranges, each as the gap to the range before, and
 *       after a plus its length less one where that is not 0.
 *   <li>{@code fold simple}: rows of gap, length less one, and how far it is to the next code point of the orbit:
 *       a signed distance, {@code even} (even ones go one up, odd ones one down) or {@code odd}.
 * </ul>
 */
public final class UnicodeTableGenerator {
    private UnicodeTableGenerator() {}

    /**
     * Writes the file.
     *
     * @param args the folder of the resource
     */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0], UnicodeData.RESOURCE), generate());
    }

    static String generate() {
        StringBuilder text = new StringBuilder("# Unicode " + UCharacter.getUnicodeVersion()
                + ", written by UnicodeTableGenerator; data (c) Unicode, Inc., unicode.org/license.txt\n");
        sets().forEach((key, set) -> line(text, key, set));
        text.append("fold simple ");
        fold(text);
        return text.append('\n').toString();
    }

    /** All sets of the tables. Unassigned code points are in no category, as in RE2. */
    static Map<String, UnicodeSet> sets() {
        Map<String, UnicodeSet> sets = new TreeMap<>();
        for (int i = 0; i <= UCharacter.getIntPropertyMaxValue(UProperty.GENERAL_CATEGORY); i++) {
            String name = UCharacter.getPropertyValueName(UProperty.GENERAL_CATEGORY, i, UProperty.NameChoice.SHORT);
            if (!name.equals("Cn")) {
                UnicodeSet set = new UnicodeSet().applyIntPropertyValue(UProperty.GENERAL_CATEGORY, i);
                sets.put("category " + name, set);
                sets.computeIfAbsent("category " + name.charAt(0), key -> new UnicodeSet())
                        .addAll(set);
            }
        }
        for (int i = 0; i <= UCharacter.getIntPropertyMaxValue(UProperty.SCRIPT); i++) {
            UnicodeSet set = new UnicodeSet().applyIntPropertyValue(UProperty.SCRIPT, i);
            if (!set.isEmpty()) {
                sets.put("script " + UScript.getName(i), set);
            }
        }
        sets.put("property word", new UnicodeSet("[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]"));
        sets.put("property space", new UnicodeSet("[\\p{White_Space}]"));
        return sets;
    }

    private static void line(StringBuilder text, String key, UnicodeSet set) {
        text.append(key);
        int next = 0;
        for (UnicodeSet.EntryRange range : set.ranges()) {
            text.append(' ').append(Integer.toHexString(range.codepoint - next));
            if (range.codepointEnd > range.codepoint) {
                text.append('+').append(Integer.toHexString(range.codepointEnd - range.codepoint));
            }
            next = range.codepointEnd + 1;
        }
        text.append('\n');
    }

    /** The orbit of each code point that is not alone, ascending. */
    static Map<Integer, List<Integer>> orbits() {
        Map<Integer, List<Integer>> byFolded = new TreeMap<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            byFolded.computeIfAbsent(UCharacter.foldCase(c, true), key -> new ArrayList<>())
                    .add(c);
        }
        Map<Integer, List<Integer>> orbits = new TreeMap<>();
        for (List<Integer> orbit : byFolded.values()) {
            if (orbit.size() > 1) {
                orbit.forEach(c -> orbits.put(c, orbit));
            }
        }
        return orbits;
    }

    private static void fold(StringBuilder text) {
        int[] next = new int[Character.MAX_CODE_POINT + 3];
        for (int c = 0; c < next.length; c++) {
            next[c] = c;
        }
        orbits().forEach((c, orbit) -> next[c] = orbit.get((orbit.indexOf(c) + 1) % orbit.size()));
        int end = 0;
        String separator = "";
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (next[c] != c) {
                int last = c;
                String distance;
                if (next[c] == c + 1 && next[c + 1] == c) {
                    while (next[last] == last + 1 && next[last + 1] == last) {
                        last += 2;
                    }
                    last--;
                    distance = c % 2 == 0 ? "even" : "odd";
                } else {
                    while (next[last + 1] - (last + 1) == next[c] - c) {
                        last++;
                    }
                    distance = Integer.toString(next[c] - c, 16);
                }
                text.append(separator)
                        .append(Integer.toHexString(c - end))
                        .append(',')
                        .append(Integer.toHexString(last - c))
                        .append(',')
                        .append(distance);
                separator = " ";
                c = last;
                end = last + 1;
            }
        }
    }
}
