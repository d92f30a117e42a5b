package dev.flyball.core.regex.engine;

import dev.flyball.core.StepCounter;
import dev.flyball.core.text.Needle;

/** A {@link StreamSearch} for one text: what is carried is how many of its chars stand at the end of what was read. */
public final class TextStream extends StreamSearch {
    private static final int PIECE = 256;

    private final Needle needle;
    private int found;

    /** Begins a search at the beginning of a text. */
    public TextStream(Needle needle, int member) {
        super(member);
        this.needle = needle;
        see();
    }

    @Override
    public void read(char[] text, int from, int to, StepCounter steps) {
        int at = from;
        while (at < to && !isDecided()) {
            // Pieces that do not depend on the meter, so that the steps do not either.
            int piece = Math.min(PIECE, to - at);
            for (int paid = 0; paid < piece; ) {
                int some = Math.min(steps.left(), piece - paid);
                steps.steps(some);
                paid += some;
            }
            found = needle.advance(text, at, at + piece, found);
            at += piece;
            see();
        }
    }

    @Override
    public void finish(StepCounter steps) {
        if (!isDecided()) {
            decide(false);
        }
    }

    private void see() {
        if (found == needle.length()) {
            decide(true);
        }
    }
}
