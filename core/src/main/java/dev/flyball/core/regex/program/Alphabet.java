package dev.flyball.core.regex.program;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.ConditionSets;
import dev.flyball.core.regex.syntax.Node.Assertion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** The alphabet of a program and of the conditions in it, or null if it is too large to be worth its tables. */
    public static @Nullable Alphabet of(Program program, Meter meter) {
        return of(List.of(program), distinguished(program), meter);
    }

    /** The code points that conditions look at. */
    private static List<CodePointSet> distinguished(Program program) {
        List<CodePointSet> sets = new ArrayList<>();
        if (program.uses(Assertion.Kind.BEGIN_LINE) || program.uses(Assertion.Kind.END_LINE)) {
            sets.add(ConditionSets.newline());
        }
        if (program.uses(Assertion.Kind.WORD_BOUNDARY) || program.uses(Assertion.Kind.NOT_WORD_BOUNDARY)) {
            sets.add(ConditionSets.asciiWord());
        }
        if (program.uses(Assertion.Kind.UNICODE_WORD_BOUNDARY)
                || program.uses(Assertion.Kind.NOT_UNICODE_WORD_BOUNDARY)) {
            sets.add(ConditionSets.unicodeWord());
        }
        return sets;
    }

    /**
     * The alphabet of some programs, or null if it is too large to be worth its tables.
     *
     * @param distinguished sets that are kept apart besides those of the programs
     */
    static @Nullable Alphabet of(List<Program> programs, List<CodePointSet> distinguished, Meter meter) {
        StepCounter steps = new StepCounter(meter);
        // A set hashes and compares in the time of its ranges, once, and an author cannot make the table slow.
        Set<CodePointSet> sets = new LinkedHashSet<>(distinguished);
        CodePointBits chars = new CodePointBits();
        for (Program program : programs) {
            for (int set = 0; set < program.distinctSets(); set++) {
                steps.step();
                sets.add(program.distinctSet(set));
            }
            for (int pc = 0; pc < program.size(); pc++) {
                steps.step();
                if (program.op(pc) == Program.CHAR) {
                    chars.add(program.arg(pc));
                }
            }
        }
        if (chars.count() > MAX_CLASSES) {
            steps.finish();
            return null;
        }
        int[] singles = chars.toArray(steps);
        int[] starts = boundaries(sets, singles, steps);
        int[] classes = new int[starts.length];
        int classCount = split(sets, starts, classes, steps);
        if (classCount <= MAX_CLASSES) {
            classCount = splitOff(singles, starts, classes, classCount, steps);
        }
        steps.finish();
        return classCount > MAX_CLASSES ? null : tables(starts, classes, classCount, meter);
    }

    /** Where the intervals begin that no set has a part of. */
    private static int[] boundaries(Set<CodePointSet> sets, int[] singles, StepCounter steps) {
        CodePointBits starts = new CodePointBits();
        starts.add(0);
        for (int c : singles) {
            steps.step();
            addRange(starts, c, c);
        }
        for (CodePointSet set : sets) {
            for (int range = 0; range < set.rangeCount(); range++) {
                steps.step();
                addRange(starts, set.first(range), set.last(range));
            }
        }
        return starts.toArray(steps);
    }

    private static void addRange(CodePointBits starts, int first, int last) {
        starts.add(first);
        if (last < Character.MAX_CODE_POINT) {
            starts.add(last + 1);
        }
    }

    /**
     * For each set splits every class that the set has a part of, but not all; returns the number of classes. Stops when they
     * are too many.
     */
    private static int split(Set<CodePointSet> sets, int[] starts, int[] classes, StepCounter steps) {
        int count = 1;
        int[] sizes = new int[starts.length + 1];
        sizes[0] = starts.length;
        // How many intervals of a class a set has, until it is decided where they go.
        int[] touched = new int[starts.length + 1];
        int[] parts = new int[starts.length + 1];
        for (CodePointSet set : sets) {
            int interval = 0;
            for (int range = 0; range < set.rangeCount(); range++) {
                interval = Arrays.binarySearch(starts, interval, starts.length, set.first(range));
                for (; inRange(starts, interval, set.last(range)); interval++) {
                    steps.step();
                    touched[classes[interval]]++;
                }
            }
            interval = 0;
            for (int range = 0; range < set.rangeCount(); range++) {
                interval = Arrays.binarySearch(starts, interval, starts.length, set.first(range));
                for (; inRange(starts, interval, set.last(range)); interval++) {
                    steps.step();
                    int whole = classes[interval];
                    if (touched[whole] > 0) {
                        parts[whole] = touched[whole] == sizes[whole] ? whole : count++;
                        touched[whole] = 0;
                    }
                    int part = parts[whole];
                    if (part != whole) {
                        sizes[whole]--;
                        sizes[part]++;
                        classes[interval] = part;
                    }
                }
            }
            if (count > MAX_CLASSES) {
                return count;
            }
        }
        return count;
    }

    /** Gives each of these code points a class of its own; returns the new number of classes. */
    private static int splitOff(int[] singles, int[] starts, int[] classes, int classCount, StepCounter steps) {
        int[] sizes = new int[classCount];
        for (int c : classes) {
            steps.step();
            sizes[c]++;
        }
        int count = classCount;
        int interval = 0;
        for (int c : singles) {
            steps.step();
            interval = Arrays.binarySearch(starts, interval, starts.length, c);
            if (sizes[classes[interval]] > 1) {
                sizes[classes[interval]]--;
                classes[interval] = count++;
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
        // Most pages are of one class; there is one for all of that class.
        int[] uniformPages = new int[classCount + 1];
        Arrays.fill(uniformPages, -1);
        int interval = 0;
        for (int p = 0; p < pageOffsets.length; p++) {
            int first = p << PAGE_BITS;
            int end = first + PAGE;
            boolean surrogates = Character.isSurrogate((char) first);
            while (endOf(interval, starts) <= first) {
                interval++;
            }
            boolean uniform = surrogates || endOf(interval, starts) >= end;
            int uniformClass = surrogates ? classCount : classes[interval];
            if (uniform && uniformPages[uniformClass] >= 0) {
                pageOffsets[p] = (char) uniformPages[uniformClass];
                continue;
            }
            meter.charge(PAGE / 16);
            if (used == pages.length) {
                pages = Arrays.copyOf(pages, 2 * used);
            }
            if (uniform) {
                Arrays.fill(pages, used, used + PAGE, (char) uniformClass);
                uniformPages[uniformClass] = used;
            } else {
                for (int c = first; c < end; interval++) {
                    int to = Math.min(end, endOf(interval, starts));
                    Arrays.fill(pages, used + c - first, used + to - first, (char) classes[interval]);
                    c = to;
                }
                interval--;
            }
            pageOffsets[p] = (char) used;
            used += PAGE;
        }
        return new Alphabet(pageOffsets, Arrays.copyOf(pages, used), starts, classes, representatives);
    }

    private static int endOf(int interval, int[] starts) {
        return interval + 1 < starts.length ? starts[interval + 1] : Character.MAX_CODE_POINT + 1;
    }

    /** The number of classes; they are 0 and up. */
    public int classCount() {
        return representatives.length;
    }

    /** The class of any code point. */
    public int classOfCodePoint(int codePoint) {
        if (codePoint < BMP) {
            int characterClass = pages[pageOffsets[codePoint >> PAGE_BITS] + (codePoint & PAGE - 1)];
            if (characterClass < representatives.length) {
                return characterClass;
            }
        }
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
