package dev.flyball.core.text;

/**
 * How frequent a char is in what hosts search: requests, and texts in English or another language. Guesses, made from
 * published letter frequencies of English and the look of URLs; only their order matters.
 */
public final class CharFrequency {
    /** Printable ASCII, the most frequent first. */
    private static final String BY_FREQUENCY =
            " etaoinsrhldcumpfgwyb/v.k-0123456789=&%_:,;xj?q+zSATCEIMPRDNLBFHWGOUVJKYQXZ\"'()#@!*<>[]{}|~$^\\`";

    private static final double HIGHEST = 0.12;
    private static final double DECAY = 0.955;
    private static final double RARE = 0.001;
    private static final double OTHER_SCRIPT = 0.03;
    private static final double[] ASCII = new double[0x80];

    /** By the folded char. */
    private static final double[] ANY_CASE = new double[0x80];

    static {
        java.util.Arrays.fill(ASCII, RARE);
        double frequency = HIGHEST;
        for (int i = 0; i < BY_FREQUENCY.length(); i++) {
            ASCII[BY_FREQUENCY.charAt(i)] = frequency;
            frequency *= DECAY;
        }
        for (char c = 0; c < ANY_CASE.length; c++) {
            char upper = Character.toUpperCase(c);
            ANY_CASE[c] = upper != c && upper < ASCII.length ? ASCII[c] + ASCII[upper] : ASCII[c];
        }
    }

    private CharFrequency() {}

    /** The part of an ordinary input's chars that are this one; or this one in any case, which is given folded. */
    public static double of(char c, boolean ignoresCase) {
        if (c >= ASCII.length) {
            return OTHER_SCRIPT;
        }
        return ignoresCase ? ANY_CASE[c] : ASCII[c];
    }
}
