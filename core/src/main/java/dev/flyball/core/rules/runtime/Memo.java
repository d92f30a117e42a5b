package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the rules knows already of the conditions and values that they share, and the allowance on which such
 * things are computed. For one thread, for one pass; cleared in a time that depends on what was kept.
 */
final class Memo {
    /** The states of a condition. */
    static final byte UNKNOWN = 0;

    static final byte FALSE = 1;
    static final byte TRUE = 2;
    static final byte FAILED = 3;

    /** What is kept for a value that is not there. */
    static final Object ABSENT = new Object();

    /**
     * The most chars and elements of values that are kept together. Beyond it a value is computed anew for everyone who
     * asks: a function may make a mebibyte out of little, and rules may have thousands of them.
     */
    static final int MAX_KEPT = 1 << 22;

    private final byte[] states;
    private @Nullable FactsException @Nullable [] failures;
    private final @Nullable Object[] values;

    /** The slots that were set; those of values as {@code -1 - slot}. */
    private int[] touched = new int[16];

    private int touchedCount;
    private long kept;

    private @Nullable Meter whole;
    private long maxSharedSteps;
    private @Nullable Meter shared;
    private boolean sharedIsOver;

    Memo(int conditionSlots, int valueSlots) {
        this.states = new byte[conditionSlots];
        this.values = new @Nullable Object[valueSlots];
    }

    /** Begins a pass, on an allowance of which shared work may take a part. */
    void begin(Meter allowance, long mostSharedSteps) {
        this.whole = allowance;
        this.maxSharedSteps = mostSharedSteps;
    }

    /** Forgets everything. */
    void clear() {
        for (int i = 0; i < touchedCount; i++) {
            int slot = touched[i];
            if (slot >= 0) {
                states[slot] = UNKNOWN;
            } else {
                values[-1 - slot] = null;
            }
        }
        if (failures != null) {
            Arrays.fill(failures, null);
        }
        touchedCount = 0;
        kept = 0;
        whole = null;
        shared = null;
        sharedIsOver = false;
    }

    byte state(int slot) {
        return states[slot];
    }

    FactsException failure(int slot) {
        return Objects.requireNonNull(Objects.requireNonNull(failures)[slot]);
    }

    void keep(int slot, boolean result) {
        states[slot] = result ? TRUE : FALSE;
        touch(slot);
    }

    void keepFailure(int slot, FactsException failure) {
        if (failures == null) {
            failures = new @Nullable FactsException[states.length];
        }
        failures[slot] = failure;
        states[slot] = FAILED;
        touch(slot);
    }

    @Nullable
    Object value(int slot) {
        return values[slot];
    }

    /**
     * Keeps a value, {@link #ABSENT} or a failure, if there is room.
     *
     * @param isMade whether a function made it, so that it takes memory of its own
     */
    void keepValue(int slot, Object value, boolean isMade) {
        long size = isMade ? size(value) : 1;
        if (size <= MAX_KEPT - kept) {
            kept += size;
            values[slot] = value;
            touch(-1 - slot);
        }
    }

    /** The chars of a text, or of all texts in a list that a function made. */
    private static long size(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        long size = 1;
        if (value instanceof List<?> list) {
            for (Object element : list) {
                size += element instanceof String text ? 1L + text.length() : 1;
            }
        }
        return size;
    }

    private void touch(int slot) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touched.length * 2);
        }
        touched[touchedCount++] = slot;
    }

    /** The allowance of shared work, or null if it is over. */
    @Nullable
    Meter shared() {
        if (shared == null && !sharedIsOver) {
            shared = Objects.requireNonNull(whole).slice(maxSharedSteps);
        }
        return sharedIsOver ? null : shared;
    }

    /** The scan steps of shared work so far. */
    long sharedSteps() {
        return shared == null ? 0 : shared.scanSteps();
    }

    /**
     * Takes note that shared work ended early.
     *
     * @throws BudgetExceededException if that is because the whole allowance is over
     * @throws FactsException if the host ran out of a budget of its own
     */
    void sharedEnded(BudgetExceededException e) {
        Meter allowance = Objects.requireNonNull(whole);
        allowance.stride();
        if (shared != null && shared.stepsRemaining() > 0) {
            throw HostValues.failure("a fact could not be computed", e);
        }
        sharedIsOver = true;
    }
}
