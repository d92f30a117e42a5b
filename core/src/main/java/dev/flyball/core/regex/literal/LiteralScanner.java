package dev.flyball.core.regex.literal;

import dev.flyball.Meter;
import dev.flyball.core.text.Needle;
import org.jspecify.annotations.Nullable;

/**
 * Looks for literals in an input. What it finds is a candidate: a place where an engine must look. It passes over no
 * place where a literal begins, and spends a bounded number of steps a char: when too much work goes into candidates that
 * are none, it gives the next one without a closer look.
 *
 * <p>Thread-safe.
 */
public interface LiteralScanner {
    /** A single text whose rarest char is more frequent than this stops the vectorised scan too often. */
    double MAX_FREQUENCY = 0.06;

    /** What {@link #next} returns when there is none. */
    int NONE = -1;

    /** The most steps a char. */
    int MAX_STEPS_PER_CHAR = 3;

    /** The most steps besides. */
    int MAX_FIXED_STEPS = BlockScanner.PATIENCE + Literals.MAX_TEXTS * (Literals.MAX_LENGTH + 1);

    /** The first candidate at or after an index, or {@link #NONE}. */
    int next(String input, int from, Meter meter);

    /** A scanner for these literals, or null if looking for them is not worth while. */
    static @Nullable LiteralScanner of(Literals literals) {
        if (literals.minLength() == 0) {
            return null;
        }
        if (literals.texts().size() == 1 && !literals.ignoresCase()) {
            Needle needle = new Needle(literals.texts().get(0), false);
            return needle.rarestFrequency() > MAX_FREQUENCY ? null : needle::indexIn;
        }
        return BlockScanner.of(literals);
    }
}
