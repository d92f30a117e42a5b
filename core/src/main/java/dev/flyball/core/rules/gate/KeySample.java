package dev.flyball.core.rules.gate;

/**
 * What was seen of one key so far, in one word: how many evaluations, in how many of them each of three things happened, the
 * steps of both rule sets, and a part of the key's hash. A word of 0 is that of no key.
 *
 * <pre>
 * bits  0–2   evaluations, at most MAX
 *       3–11  how often each of three things happened, 3 bits each
 *      12–26  sum of the live rules' steps, in parts of the scale
 *      27–41  the same of the new rules
 *      42–63  tag
 * </pre>
 */
final class KeySample {
    /** The most evaluations of one key. All fractions of up to so many have the denominator {@link #PARTS} in common. */
    static final int MAX = 6;

    static final int PARTS = 60;

    /** The most steps of one evaluation, in parts of the scale. */
    static final int MAX_STEPS = 4_095;

    private static final int EVENTS_SHIFT = 3;
    private static final int LIVE_SHIFT = 12;
    private static final int NEW_SHIFT = 27;
    private static final int TAG_SHIFT = 42;
    private static final int STEPS_MASK = (1 << 15) - 1;
    private static final long TAG_MASK = -1L << TAG_SHIFT;

    private KeySample() {}

    /** Nothing of a key yet; not to be kept. */
    static long of(long hash) {
        return hash & TAG_MASK;
    }

    static boolean isOf(long sample, long hash) {
        return sample != 0 && ((sample ^ hash) & TAG_MASK) == 0;
    }

    /** With one more evaluation. */
    static long with(long sample, boolean first, boolean second, boolean third, int liveSteps, int newSteps) {
        return sample
                + 1
                + (first ? 1L << EVENTS_SHIFT : 0)
                + (second ? 1L << EVENTS_SHIFT + 3 : 0)
                + (third ? 1L << EVENTS_SHIFT + 6 : 0)
                + ((long) liveSteps << LIVE_SHIFT)
                + ((long) newSteps << NEW_SHIFT);
    }

    static int evaluations(long sample) {
        return (int) sample & 7;
    }

    /** In how many of {@link #PARTS} evaluations something happened, on average. */
    static int share(long sample, int event) {
        int happened = (int) (sample >>> EVENTS_SHIFT + 3 * event) & 7;
        return happened * PARTS / evaluations(sample);
    }

    /** The sum of the live rules' steps. */
    static int liveSteps(long sample) {
        return (int) (sample >>> LIVE_SHIFT) & STEPS_MASK;
    }

    /** The sum of the new rules' steps. */
    static int newSteps(long sample) {
        return (int) (sample >>> NEW_SHIFT) & STEPS_MASK;
    }
}
