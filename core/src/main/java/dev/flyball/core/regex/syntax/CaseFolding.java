package dev.flyball.core.regex.syntax;

import java.util.Arrays;
import java.util.Objects;

/**
 * Unicode simple case folding: code points that fold to the same one form an orbit (k, K and the Kelvin sign). The table
 * maps ranges, each code point to the next one of its orbit, round and round.
 */
final class CaseFolding {
    /** No orbit is larger. */
    static final int MAX_ORBIT = 4;

    /** In place of a distance: even code points go one up, odd ones one down, as in much of Latin and Cyrillic. */
    private static final int EVEN_UP = Integer.MAX_VALUE;

    /** The same with odd and even exchanged. */
    private static final int ODD_UP = Integer.MIN_VALUE;

    private static final int[] FIRST;
    private static final int[] LAST;
    private static final int[] DISTANCE;

    static {
        String[] rows = Objects.requireNonNull(UnicodeData.line("fold simple")).split(" ");
        FIRST = new int[rows.length];
        LAST = new int[rows.length];
        DISTANCE = new int[rows.length];
        int next = 0;
        for (int i = 0; i < rows.length; i++) {
            String[] fields = rows[i].split(",");
            FIRST[i] = next + Integer.parseInt(fields[0], 16);
            LAST[i] = FIRST[i] + Integer.parseInt(fields[1], 16);
            next = LAST[i] + 1;
            DISTANCE[i] = switch (fields[2]) {
                case "even" -> EVEN_UP;
                case "odd" -> ODD_UP;
                default -> Integer.parseInt(fields[2], 16);
            };
        }
    }

    private static final int ASCII_END = 0x80;

    /** The next code point of the orbit of each ASCII character. */
    private static final int[] ASCII_NEXT = new int[ASCII_END];

    static {
        for (int c = 0; c < ASCII_END; c++) {
            ASCII_NEXT[c] = next(c);
        }
    }

    private CaseFolding() {}

    /** The next code point of its orbit; itself if it is alone. */
    static int next(int codePoint) {
        int row = rowAtOrAfter(codePoint);
        return row < FIRST.length && FIRST[row] <= codePoint ? next(codePoint, row) : codePoint;
    }

    private static int next(int codePoint, int row) {
        return switch (DISTANCE[row]) {
            case EVEN_UP -> codePoint ^ 1;
            case ODD_UP -> (codePoint - 1 ^ 1) + 1;
            default -> codePoint + DISTANCE[row];
        };
    }

    /** The first row that ends at the code point or after it. */
    private static int rowAtOrAfter(int codePoint) {
        int row = Arrays.binarySearch(LAST, codePoint);
        return row < 0 ? -row - 1 : row;
    }

    /** The set and all orbits of its members. */
    static CodePointSet close(CodePointSet set, Work work) {
        CodePointSetBuilder closed = new CodePointSetBuilder(work);
        addClosed(set, closed, work);
        return closed.build();
    }

    /** Adds the set and all orbits of its members. */
    static void addClosed(CodePointSet set, CodePointSetBuilder closed, Work work) {
        closed.add(set);
        if (set.rangeCount() == 0 || set.last(set.rangeCount() - 1) < ASCII_END) {
            addOrbitsOfAscii(set, closed, work);
            return;
        }
        CodePointSet last = set;
        for (int i = 1; i < MAX_ORBIT && last.rangeCount() > 0; i++) {
            last = next(last, work);
            closed.add(last);
        }
    }

    private static void addOrbitsOfAscii(CodePointSet set, CodePointSetBuilder closed, Work work) {
        for (int i = 0; i < set.rangeCount(); i++) {
            for (int c = set.first(i); c <= set.last(i); c++) {
                work.add(1);
                for (int next = ASCII_NEXT[c]; next != c; next = next < ASCII_END ? ASCII_NEXT[next] : next(next)) {
                    closed.add(next);
                }
            }
        }
    }

    /** The next ones of all members that are in an orbit, and perhaps members; not those in the range they come from. */
    private static CodePointSet next(CodePointSet set, Work work) {
        CodePointSetBuilder images = new CodePointSetBuilder(work);
        for (int i = 0; i < set.rangeCount(); i++) {
            work.add(1);
            for (int row = rowAtOrAfter(set.first(i)); row < FIRST.length && FIRST[row] <= set.last(i); row++) {
                int first = Math.max(FIRST[row], set.first(i));
                int last = Math.min(LAST[row], set.last(i));
                work.add(1);
                if (DISTANCE[row] == EVEN_UP || DISTANCE[row] == ODD_UP) {
                    first = Math.min(first, next(first, row));
                    last = Math.max(last, next(last, row));
                } else {
                    first += DISTANCE[row];
                    last += DISTANCE[row];
                }
                if (first < set.first(i) || last > set.last(i)) {
                    images.add(first, last);
                }
            }
        }
        return images.build();
    }
}
