package dev.flyball.cli;

import java.util.Collection;
import java.util.Locale;

/** Options that take one of some words. */
final class Choices {
    private Choices() {}

    /**
     * Refuses a word that is none of those known, and names the nearest.
     *
     * @param option as the user writes it
     * @throws IllegalArgumentException if it is none
     */
    static void check(String option, String word, Collection<String> known) {
        if (known.contains(word)) {
            return;
        }
        throw new IllegalArgumentException(
                option + " is one of " + String.join(", ", known) + ", not \"" + word + "\"" + hint(word, known));
    }

    /** A question whether the nearest of the known words was meant; empty if none is near. */
    static String hint(String word, Collection<String> known) {
        String nearest = null;
        int least = 1 + Math.max(1, word.length() / 3);
        for (String candidate : known) {
            int distance = Math.abs(candidate.length() - word.length()) < least ? distance(word, candidate) : least;
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest == null ? "" : ": did you mean " + nearest + "?";
    }

    /** By insertions, deletions and substitutions (Levenshtein), case ignored. */
    private static int distance(String word, String known) {
        String a = word.toLowerCase(Locale.ROOT);
        int[] row = new int[known.length() + 1];
        for (int j = 0; j <= known.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= known.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == known.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[known.length()];
    }
}
