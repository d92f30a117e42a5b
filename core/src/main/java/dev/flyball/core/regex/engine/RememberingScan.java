package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.program.Program;

/**
 * Finds where leftmost-first matches end, one after the other, as a {@link LazyDfa} does; and remembers, for places behind
 * the match, in which states a search passed them that found no longer match. When the next search comes to such a place in
 * the same state, it knows that nothing follows, and stops. So patterns whose searches read far behind short matches, such
 * as <code>.*[^A-Z]|[A-Z]</code> in a text of capitals, take linear time for all matches, as far as what is remembered of
 * one search goes. (Reps, "'Maximal-Munch' Tokenization in Linear Time", 1998, who remembers all states of all places.)
 *
 * <p>For one input, and one thread.
 */
public final class RememberingScan {
    /** How many places are remembered unless a test wants fewer: 256 KB. */
    public static final int WINDOW = 1 << 16;

    /** The most steps of making one, and of the numbers for states of a cache. */
    public static final int MAX_FIXED_STEPS = WINDOW / SparseSet.INTS_PER_STEP + StateNumbers.MAX_FIXED_STEPS;

    /** The most build steps for each char besides those of the automaton. */
    public static int maxSteps(Program program) {
        return StateNumbers.maxSteps(program);
    }

    private final DfaStore store;
    private final String input;
    private final StepCounter steps;
    private final DfaWalk walk;
    private final StateNumbers numbers;
    private DfaCache held;

    /** The number of the state in which a place from {@link #begin} to {@link #end} was passed, at the place modulo the length. */
    private final int[] passed;

    private int begin;
    private int end;

    /** From where on it is worth remembering what this search passes, if no match comes. */
    private int noted;

    /** The last place that this search has passed. */
    private int place;

    /** Whether the search has come to a place of which it is known that nothing follows. */
    private boolean known;

    RememberingScan(DfaStore store, String input, int window, Meter meter) {
        this.store = store;
        this.input = input;
        this.walk = new DfaWalk(store, input, input.length(), false, this::passesAlone, meter);
        this.held = store.cache();
        this.numbers = new StateNumbers(held, meter);
        int length = input.length();
        this.passed = new int[length >= window ? window : 2 * Integer.highestOneBit(length + 1)];
        meter.charge(passed.length / SparseSet.INTS_PER_STEP);
        this.steps = StepCounter.later(meter);
    }

    /** Where the first match that begins at or after an index ends, or {@link LazyDfa#NO_MATCH}. */
    public int find(int from) {
        use(store.cache());
        // What is written from here on takes the place of what is remembered of places that far behind.
        end = Math.min(end, from + Math.min(passed.length, Integer.MAX_VALUE - from));
        noted = from;
        place = from - 1;
        known = false;
        int length = input.length();
        int last = LazyDfa.NO_MATCH;
        int at = from;
        int id = held.start(store.startKind(input, from));
        boolean goesOn = true;
        if (id == DfaCache.UNBUILT) {
            steps.finish();
            goesOn = walk.start(from);
            last = walk.last;
            use(walk.held);
            id = walk.id;
            at = walk.at;
        }
        while (goesOn && passes(at, numbers.of(id))) {
            int cell = held.cell(id, classAt(at));
            if (cell == DfaCache.UNBUILT) {
                steps.finish();
                goesOn = walk.advance(held, id, at);
                if (walk.last != LazyDfa.NO_MATCH) {
                    last = walk.last;
                    noted = Math.max(noted, last + 1);
                }
                use(walk.held);
                id = walk.id;
                at = walk.at;
            } else {
                if (cell < 0 && cell != DfaCache.DEAD) {
                    last = at;
                    noted = at + 1;
                }
                goesOn = at < length && DfaCache.goesOn(cell);
                if (goesOn) {
                    steps.step();
                    id = cell & DfaCache.ID;
                    at++;
                }
            }
        }
        begin = noted;
        if (!known) {
            end = Math.min(place + 1, noted + passed.length);
        }
        steps.step();
        steps.finish();
        return last;
    }

    /** Takes note of a place; returns whether it is not known that nothing follows. */
    private boolean passes(int at, int number) {
        known = at >= begin && at < end && passed[at & passed.length - 1] == number;
        if (!known && at - noted < passed.length) {
            if (at > place + 1) {
                // No search passes between two surrogates.
                passed[at - 1 & passed.length - 1] = StateNumbers.NONE;
            }
            passed[at & passed.length - 1] = number;
        }
        place = at;
        return !known;
    }

    private boolean passesAlone(int at, DfaState state) {
        noted = Math.max(noted, walk.last + 1);
        return passes(at, numbers.of(state));
    }

    /** The class of the char at a place, or of the end; the one of surrogates is built by no one. */
    private int classAt(int at) {
        if (at == input.length()) {
            return store.determinizer.endClass();
        }
        char c = input.charAt(at);
        return store.alphabet.pages()[store.alphabet.pageOffsets()[c >> 8] + (c & 0xFF)];
    }

    private void use(DfaCache cache) {
        held = cache;
        numbers.use(cache);
    }
}
