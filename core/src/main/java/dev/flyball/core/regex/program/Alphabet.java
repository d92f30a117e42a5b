package dev.flyball.core.regex.program;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.syntax.CodePointSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code points in equivalence classes: two of one class are told apart by no instruction of the programs. An automaton
 * then has a transition for each class instead of for each code point.
 *
 * <p>The classes are found by splitting: every set of the programs splits each class that it holds a part of. Chars are
 * looked up in a table of two levels, without a branch; surrogates have the number after the last class there, so that
 * a reader that meets one stops and asks for the code point's class. Immutable.
 */
public final class Alphabet {
    /** More classes than this are not worth tables. */
    private static final int MAX_CLASSES = 2_000;

    private static final int PAGE_BITS = 8;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int BMP = 0x10000;

    private final char[] pageOffsets;
    private final char[] pages;
    private final int[] starts;
    private final int[] classes;
    private final int[] representatives;

    private Alphabet(char[] pageOffsets, char[] pages, int[] starts, int[] classes, int[] representatives) {
        this.pageOffsets = pageOffsets;
        this.pages = pages;
        this.starts = starts;
        this.classes = classes;
        this.representatives = representatives;
    }

    /**
     * The alphabet of some programs, or null if it is too large to be worth its tables.
     *
     * @param distinguished sets that are kept apart besides those of the programs
     */
    public static @Nullable Alphabet of(List<Program> programs, List<CodePointSet> distinguished, Meter meter) {
        StepCounter steps = new StepCounter(meter);
        Set<CodePointSet> sets = new HashSet<>(distinguished);
        Set<Integer> chars = new HashSet<>();
        for (Program program : programs) {
            for (int pc = 0; pc < program.size(); pc++) {
                steps.step();
                if (program.op(pc) == Program.SET) {
                    sets.add(program.set(pc));
                } else if (program.op(pc) == Program.CHAR) {
                    chars.add(program.arg(pc));
                }
            }
        }
        if (chars.size() > MAX_CLASSES) {
            steps.finish();
            return null;
        }
        int[] starts = boundaries(sets, chars, steps);
        int[] classes = new int[starts.length];
        int[] sizes = new int[starts.length + 1];
        sizes[0] = starts.length;
        int classCount = 1;
        int[] touched = new int[starts.length + 1];
        for (CodePointSet set : sets) {
            classCount = split(set, starts, classes, sizes, touched, classCount, steps);
            if (classCount > MAX_CLASSES) {
                steps.finish();
                return null;
            }
        }
        for (int c : chars) {
            steps.step();
            int interval = Arrays.binarySearch(starts, c);
            if (sizes[classes[interval]] > 1) {
                sizes[classes[interval]]--;
                sizes[classCount] = 1;
                classes[interval] = classCount++;
            }
        }
        steps.finish();
        return classCount > MAX_CLASSES ? null : tables(starts, classes, classCount, meter);
    }

    /** Where the intervals begin that no set has a part of. */
    private static int[] boundaries(Set<CodePointSet> sets, Set<Integer> chars, StepCounter steps) {
        int size = 1 + 2 * chars.size();
        for (CodePointSet set : sets) {
            size += 2 * set.rangeCount();
        }
        int[] starts = new int[size];
        int count = 1; // the first interval begins at 0
        for (int c : chars) {
            starts[count++] = c;
            starts[count++] = c + 1;
        }
        for (CodePointSet set : sets) {
            for (int range = 0; range < set.rangeCount(); range++) {
                steps.step();
                starts[count++] = set.first(range);
                starts[count++] = set.last(range) + 1;
            }
        }
        Arrays.sort(starts);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            steps.step();
            if (starts[i] <= Character.MAX_CODE_POINT && (distinct == 0 || starts[i] != starts[distinct - 1])) {
                starts[distinct++] = starts[i];
            }
        }
        return Arrays.copyOf(starts, distinct);
    }

    /** Splits every class that the set has a part of, but not all; returns the new number of classes. */
    private static int split(
            CodePointSet set,
            int[] starts,
            int[] classes,
            int[] sizes,
            int[] touched,
            int classCount,
            StepCounter steps) {
        for (int range = 0; range < set.rangeCount(); range++) {
            for (int i = Arrays.binarySearch(starts, set.first(range)); inRange(starts, i, set.last(range)); i++) {
                steps.step();
                touched[classes[i]]++;
            }
        }
        Map<Integer, Integer> parts = new HashMap<>();
        int count = classCount;
        for (int range = 0; range < set.rangeCount(); range++) {
            for (int i = Arrays.binarySearch(starts, set.first(range)); inRange(starts, i, set.last(range)); i++) {
                steps.step();
                int whole = classes[i];
                Integer part = parts.get(whole);
                if (part == null) {
                    part = touched[whole] == sizes[whole] ? whole : count++;
                    parts.put(whole, part);
                    touched[whole] = 0;
                }
                if (part != whole) {
                    sizes[whole]--;
                    sizes[part]++;
                    classes[i] = part;
                }
            }
        }
        return count;
    }

    private static boolean inRange(int[] starts, int interval, int last) {
        return interval < starts.length && starts[interval] <= last;
    }

    private static Alphabet tables(int[] starts, int[] classes, int classCount, Meter meter) {
        int[] representatives = new int[classCount];
        Arrays.fill(representatives, -1);
        for (int i = 0; i < starts.length; i++) {
            if (representatives[classes[i]] < 0) {
                representatives[classes[i]] = starts[i];
            }
        }
        char[] pageOffsets = new char[BMP / PAGE];
        char[] pages = new char[4 * PAGE];
        int used = 0;
        Map<String, Integer> known = new HashMap<>();
        int interval = 0;
        for (int p = 0; p < pageOffsets.length; p++) {
            char[] page = new char[PAGE];
            meter.charge(PAGE / 16);
            for (int i = 0; i < PAGE; i++) {
                int c = p << PAGE_BITS | i;
                while (interval + 1 < starts.length && starts[interval + 1] <= c) {
                    interval++;
                }
                page[i] = (char) (Character.isSurrogate((char) c) ? classCount : classes[interval]);
            }
            String key = new String(page);
            Integer offset = known.get(key);
            if (offset == null) {
                if (used == pages.length) {
                    pages = Arrays.copyOf(pages, 2 * used);
                }
                System.arraycopy(page, 0, pages, used, PAGE);
                offset = used;
                known.put(key, offset);
                used += PAGE;
            }
            pageOffsets[p] = (char) (int) offset;
        }
        return new Alphabet(pageOffsets, Arrays.copyOf(pages, used), starts, classes, representatives);
    }

    /** The number of classes; they are 0 and up. */
    public int classCount() {
        return representatives.length;
    }

    /** The class of any code point. */
    public int classOfCodePoint(int codePoint) {
        int at = Arrays.binarySearch(starts, codePoint);
        return classes[at >= 0 ? at : -at - 2];
    }

    /** A member of the class. */
    public int representative(int characterClass) {
        return representatives[characterClass];
    }

    /** The upper level of the table: where in {@link #pages()} the page of a char's upper byte begins. */
    public char[] pageOffsets() {
        return pageOffsets;
    }

    /**
     * The lower level of the table: the class of a char, at its page's offset and its lower byte; {@link #classCount()} for
     * any surrogate. The page for Latin-1 comes first.
     */
    public char[] pages() {
        return pages;
    }
}
