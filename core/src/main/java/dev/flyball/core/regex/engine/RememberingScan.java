package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;

/**
 * Finds where leftmost-first matches end, one after the other, as a {@link LazyDfa} does; and remembers, for places behind
 * the match, in which states a search passed them that found no longer match. When the next search comes to such a place in
 * the same state, it knows that nothing follows, and stops. So patterns whose searches read far behind short matches, such
 * as <code>.*[^A-Z]|[A-Z]</code> in a text of capitals, take linear time for all matches, as far as what is remembered of
 * one search goes: {@value #WINDOW} chars. (Reps, "'Maximal-Munch' Tokenization in Linear Time", 1998, who remembers all
 * states of all places.)
 *
 * <p>For one input, and one thread.
 */
public final class RememberingScan {
    /** How many places are remembered: 256 KB. */
    private static final int WINDOW = 1 << 16;

    /** The most steps of making one. */
    public static final int MAX_FIXED_STEPS = WINDOW / SparseSet.INTS_PER_STEP;

    private final DfaStore store;
    private final String input;
    private final StepCounter steps;
    private final DfaWalk walk;
    private DfaCache held;

    /** The state in which a place from {@link #begin} to {@link #end} was passed, at the place modulo the length. */
    private final int[] passed;

    private int begin;
    private int end;

    RememberingScan(DfaStore store, String input, Meter meter) {
        this.store = store;
        this.input = input;
        this.walk = new DfaWalk(store, input, input.length(), false, meter);
        this.held = store.cache();
        int length = input.length();
        this.passed = new int[length >= WINDOW ? WINDOW : 2 * Integer.highestOneBit(length + 1)];
        meter.charge(passed.length / SparseSet.INTS_PER_STEP);
        this.steps = StepCounter.later(meter);
    }

    /** Where the first match that begins at or after an index ends, or {@link LazyDfa#NO_MATCH}. */
    public int find(int from) {
        use(store.cache());
        // What is written from here on takes the place of what is remembered of places that far behind.
        end = Math.min(end, from + Math.min(passed.length, Integer.MAX_VALUE - from));
        int length = input.length();
        int last = LazyDfa.NO_MATCH;
        int at = from;
        int id = held.start(store.startKind(input, from));
        if (id == DfaCache.UNBUILT) {
            steps.finish();
            boolean goesOn = walk.start(from);
            last = walk.last;
            if (!goesOn) {
                return end(last);
            }
            use(walk.held);
            id = walk.id;
            at = walk.at;
        }
        // What is noted from here on is worth remembering if no match comes.
        int noted = at;
        while (true) {
            if (at >= begin && at < end && passed[at & passed.length - 1] == id) {
                begin = noted;
                break;
            }
            if (at - noted < passed.length) {
                passed[at & passed.length - 1] = id;
            }
            int cell = held.cell(id, classAt(at));
            if (cell == DfaCache.UNBUILT) {
                steps.finish();
                boolean goesOn = walk.advance(held, id, at);
                if (walk.last != LazyDfa.NO_MATCH) {
                    last = walk.last;
                    noted = Math.max(noted, last + 1);
                }
                if (goesOn) {
                    if (walk.at != at + 1 || !walk.held.continues(held)) {
                        // Places in between were not noted, or in other states.
                        noted = Math.max(noted, walk.at);
                    }
                    use(walk.held);
                    id = walk.id;
                    at = walk.at;
                    continue;
                }
            } else {
                if (cell < 0 && cell != DfaCache.DEAD) {
                    last = at;
                    noted = at + 1;
                }
                if (at < length && DfaCache.goesOn(cell)) {
                    steps.step();
                    id = cell & DfaCache.ID;
                    at++;
                    continue;
                }
            }
            begin = noted;
            end = Math.min(at + 1, noted + passed.length);
            break;
        }
        return end(last);
    }

    private int end(int last) {
        steps.step();
        steps.finish();
        return last;
    }

    /** The class of the char at a place, or of the end; the one of surrogates is built by no one. */
    private int classAt(int at) {
        if (at == input.length()) {
            return store.determinizer.endClass();
        }
        char c = input.charAt(at);
        return store.alphabet.pages()[store.alphabet.pageOffsets()[c >> 8] + (c & 0xFF)];
    }

    /** Goes on with a cache; what is remembered is of no use to one that has other states. */
    private void use(DfaCache cache) {
        if (!cache.continues(held)) {
            end = begin;
        }
        held = cache;
    }
}
