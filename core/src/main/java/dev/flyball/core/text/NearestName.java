package dev.flyball.core.text;

import dev.flyball.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The known name that was probably meant by an unknown one: the nearest by insertions, deletions, substitutions and
 * swaps of neighbours (optimal string alignment), case ignored.
 */
public final class NearestName {
    /** Longer names are not compared: nobody misspells them, and the work grows with the product of the lengths. */
    private static final int MAX_LENGTH = 64;

    private NearestName() {}

    /** The nearest name, the first of several, or null if none is near: about one error in three chars is. */
    public static @Nullable String of(String name, Iterable<String> known, Meter meter) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return null;
        }
        String nearest = null;
        int least = 1 + Math.max(1, name.length() / 3);
        for (String candidate : known) {
            meter.charge(1);
            if (candidate.length() <= MAX_LENGTH && Math.abs(candidate.length() - name.length()) < least) {
                meter.charge((long) name.length() * candidate.length());
                int distance = distance(name, candidate);
                if (distance < least) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (same(a, i - 1, b, j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }

    private static boolean same(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
    }
}
