package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.regex.program.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers for the states that one search passes through, in the order in which it meets them: the same ones whatever caches
 * hold the states, and whichever thread built them. For one thread.
 */
final class StateNumbers {
    /** States that take more bytes than this together are forgotten. */
    private static final int MAX_BYTES = 1 << 20;

    /** For more caches than so many, one after the other, no numbers are kept by id. */
    private static final int MAX_CACHES = 4;

    /** The most steps for all caches, of which each may grow by doubling; besides, each state that is met takes some. */
    static final int MAX_FIXED_STEPS = 2 * (MAX_CACHES + 1) * (DfaCache.MAX_TABLE / SparseSet.INTS_PER_STEP + 1);

    /** No state has this number. */
    static final int NONE = 0;

    private final Meter meter;
    private final Map<DfaState, Integer> numbers = new HashMap<>();

    /** The numbers of states by their ids in the cache, as far as they are known. */
    private int[] byId = {};

    private DfaCache cache;
    private int caches;
    private int last = NONE;
    private int bytes;

    StateNumbers(DfaCache cache, Meter meter) {
        this.cache = cache;
        this.meter = meter;
        hold(new int[cache.table.length]);
    }

    private void hold(int[] numbersById) {
        meter.chargeBuild(numbersById.length / SparseSet.INTS_PER_STEP + 1L);
        byId = numbersById;
    }

    /** From now on ids are those of this cache. */
    void use(DfaCache newest) {
        if (!newest.continues(cache)) {
            caches++;
            hold(new int[caches < MAX_CACHES ? newest.table.length : 0]);
        } else if (caches < MAX_CACHES && byId.length < newest.table.length) {
            hold(Arrays.copyOf(byId, newest.table.length));
        }
        cache = newest;
    }

    /** The number of the state with that id. */
    int of(int id) {
        int number = id < byId.length ? byId[id] : NONE;
        return number != NONE ? number : numberOf(id);
    }

    private int numberOf(int id) {
        int number = of(cache.state(id));
        if (id < byId.length) {
            byId[id] = number;
        }
        return number;
    }

    /** The most steps of telling a number of a program's states. */
    static int maxSteps(Program program) {
        return 1 + program.size() / SparseSet.INTS_PER_STEP;
    }

    /** The number of a state. */
    int of(DfaState state) {
        meter.chargeBuild(1 + state.pcs.length / SparseSet.INTS_PER_STEP);
        Integer known = numbers.get(state);
        if (known != null) {
            return known;
        }
        if (bytes > MAX_BYTES) {
            // A state that comes again gets another number, and is not recognised.
            numbers.clear();
            Arrays.fill(byId, NONE);
            bytes = 0;
        }
        bytes += state.bytes();
        numbers.put(state, ++last);
        return last;
    }
}
