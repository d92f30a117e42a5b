package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.TryLock;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Program;

/**
 * What all searches of a {@link LazyDfa} share: how its states are built, those that are built, and the lock under which
 * others are added. The lock is only ever tried, never waited for, so that no thread hangs on one that was suspended.
 */
final class DfaStore {
    /** Places before which a search can begin; told apart only where a condition looks behind. */
    static final int START_KINDS = 4;

    /** A cache is full when it takes more bytes than this. */
    private static final int MAX_BYTES = 1 << 20;

    /** A cache that takes less than this may take new states, whatever others take. */
    private static final int SMALL_BYTES = 16 << 10;

    private static final int AFTER_NOTHING = 0;
    private static final int AFTER_LINE = 1;
    private static final int AFTER_WORD = 2;
    private static final int AFTER_OTHER = 3;

    final Alphabet alphabet;
    final Determinizer determinizer;
    final boolean reverse;
    final boolean looksBehind;

    /** What kind of place is behind a character of each class. */
    final byte[] kindBehind;

    /** So many scans that have another way leave a full cache as it is after one has seen that it is filled too quickly. */
    private static final int SPARING_SCANS = 64;

    private final TryLock lock = new TryLock();
    private volatile DfaCache cache;

    /** How many scans are to spare the cache; updates may be lost. */
    private volatile int sparing;

    DfaStore(Program program, Alphabet alphabet, Determinizer determinizer, boolean reverse) {
        this.alphabet = alphabet;
        this.determinizer = determinizer;
        this.reverse = reverse;
        this.looksBehind = program.count(Program.ASSERT) > 0;
        this.kindBehind = kindsBehind();
        this.cache = emptyCache();
    }

    private byte[] kindsBehind() {
        if (!looksBehind) {
            return new byte[0];
        }
        byte[] kinds = new byte[alphabet.classCount()];
        for (int c = 0; c < kinds.length; c++) {
            kinds[c] = (byte) kindBehind(alphabet.representative(c));
        }
        return kinds;
    }

    private DfaCache emptyCache() {
        return DfaCache.empty(determinizer.endClass() + 1, START_KINDS);
    }

    DfaCache cache() {
        return cache;
    }

    boolean tryLock() {
        return lock.tryLock();
    }

    void unlock() {
        lock.unlock();
    }

    /**
     * Makes room for two more states, under the lock.
     *
     * @return how many states were dropped for it; 0 if the states are the same as before
     */
    int makeRoom(Meter meter) {
        DfaCache now = cache;
        now.builtBy(meter);
        if (mayFill(now)) {
            return 0;
        }
        if (mayGrow(now)) {
            meter.chargeBuild(now.table.length / SparseSet.INTS_PER_STEP);
            DfaCache grown = now.grown();
            if (grown != null) {
                cache = grown;
                return 0;
            }
        }
        DfaCache empty = emptyCache();
        meter.chargeBuild(empty.table.length / SparseSet.INTS_PER_STEP + 1L);
        empty.builtBy(meter);
        cache = empty;
        return now.stateCount();
    }

    /**
     * Whether there are rows left that may be used. Where memory is short, a cache fills the table that it has, which counts
     * already, as long as the states in it do not take more than the cache took when it was given the table.
     */
    private static boolean mayFill(DfaCache now) {
        return now.hasRows(2) && now.bytes() < MAX_BYTES && (now.bytes() < 2 * now.firstBytes() || isRoomFor(now));
    }

    private static boolean mayGrow(DfaCache now) {
        return now.bytes() < MAX_BYTES && now.mayGrow() && isRoomFor(now);
    }

    private static boolean isRoomFor(DfaCache now) {
        return now.bytes() < SMALL_BYTES || now.hasRoomFor(0);
    }

    /** Takes note of a scan that has seen caches filled too quickly. */
    void spareCache() {
        sparing = SPARING_SCANS;
    }

    /** Whether a scan that begins now is to leave a full cache as it is. */
    boolean isCacheSpared() {
        int left = sparing;
        if (left > 0) {
            sparing = left - 1;
        }
        return left > 0;
    }

    /** Whether {@link #makeRoom} would drop states, as far as can be seen without the lock. */
    boolean isFull() {
        DfaCache now = cache;
        return !mayFill(now) && !mayGrow(now);
    }

    /** The most build steps that making room takes: those of the longest table, and those for each state. */
    static long maxGrowthSteps() {
        return 2L * DfaCache.MAX_TABLE / SparseSet.INTS_PER_STEP;
    }

    /** The code point that a search which begins at a place looks back to, or −1 for none. */
    int behind(String input, int at) {
        if (reverse) {
            return at == input.length() ? -1 : input.codePointAt(at);
        }
        return at == 0 ? -1 : input.codePointBefore(at);
    }

    /** What kind of place a search begins at. */
    int startKind(String input, int at) {
        if (!looksBehind) {
            return AFTER_NOTHING;
        }
        int behind = behind(input, at);
        return behind < 0 ? AFTER_NOTHING : kindBehind(behind);
    }

    private int kindBehind(int codePoint) {
        return codePoint == '\n' ? AFTER_LINE : determinizer.isWord(codePoint) ? AFTER_WORD : AFTER_OTHER;
    }

    /** The class of the character behind the last place of a search: one that is looked at, but not consumed. */
    int lastClass(String input, int at) {
        if (at == (reverse ? 0 : input.length())) {
            return determinizer.endClass();
        }
        return alphabet.classOfCodePoint(reverse ? input.codePointBefore(at) : input.codePointAt(at));
    }
}
