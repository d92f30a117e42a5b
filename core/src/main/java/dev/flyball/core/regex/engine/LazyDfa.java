package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.program.Reverser;
import dev.flyball.regex.CostBound;

/**
 * A deterministic automaton whose states are built when an input first needs them (Thompson 1968; as in RE2: Cox, "Regular
 * Expression Matching in the Wild", 2010). A warm search is one look at a table for each character, a scan step. What is
 * not built yet is left to a {@link DfaWalk}.
 *
 * <p>Thread-safe: all threads share the states and read them without a lock.
 */
public final class LazyDfa {
    /** What a search returns when there is no match. */
    public static final int NO_MATCH = -1;

    private final Alphabet alphabet;
    private final DfaStore store;
    private final boolean stopsAtFirst;

    private LazyDfa(
            Program program, Alphabet alphabet, Determinizer.Matches matches, boolean unanchored, boolean reverse) {
        this.alphabet = alphabet;
        this.store = new DfaStore(program, alphabet, new Determinizer(program, alphabet, matches, unanchored), reverse);
        this.stopsAtFirst = matches == Determinizer.Matches.ANY;
    }

    /** An automaton whose {@link #find} tells only whether there is a match, as early as possible. */
    public static LazyDfa forAny(Program program, Alphabet alphabet, boolean anchored) {
        return new LazyDfa(program, alphabet, Determinizer.Matches.ANY, !anchored, false);
    }

    /** An automaton over a reverse program whose {@link #findStart} tells only whether there is a match that ends there. */
    public static LazyDfa forAnyBackwards(Program reverseProgram, Alphabet alphabet) {
        return new LazyDfa(reverseProgram, alphabet, Determinizer.Matches.ANY, false, true);
    }

    /** An automaton whose {@link #find} tells where the leftmost-first match ends. */
    public static LazyDfa forEnd(Program program, Alphabet alphabet, boolean anchored) {
        return new LazyDfa(program, alphabet, Determinizer.Matches.LEFTMOST_FIRST, !anchored, false);
    }

    /** An automaton for an {@link #anchoredScan}. */
    public static LazyDfa forAnchored(Program program, Alphabet alphabet) {
        return new LazyDfa(program, alphabet, Determinizer.Matches.LEFTMOST_FIRST, false, false);
    }

    /** An automaton whose {@link #find} tells where the longest match ends that begins where the search begins. */
    public static LazyDfa forLongest(Program program, Alphabet alphabet) {
        return new LazyDfa(program, alphabet, Determinizer.Matches.ALL, false, false);
    }

    /** An automaton over a reverse program: {@link #findStart} tells where the longest match begins that ends in a place. */
    public static LazyDfa forStart(Program reverseProgram, Alphabet alphabet) {
        return new LazyDfa(reverseProgram, alphabet, Determinizer.Matches.ALL, false, true);
    }

    DfaStore store() {
        return store;
    }

    /** Looks for leftmost-first matches, one after the other. */
    public AnchoredScan anchoredScan(AnchoredScan.Places places, Meter meter) {
        return new DfaScan(store, places, meter);
    }

    /**
     * Looks for the ends of leftmost-first matches, one after the other, without reading the same again and again.
     *
     * @param window how many places are remembered, such as {@link RememberingScan#WINDOW}; a power of two
     */
    public RememberingScan rememberingScan(String input, int window, Meter meter) {
        return new RememberingScan(store, input, window, meter);
    }

    /** The most that a search of such an automaton can be charged. */
    public static CostBound cost(Program program, Alphabet alphabet) {
        return cost(program.size(), program.count(Program.SPLIT), alphabet);
    }

    /** The most that a search of an automaton over the reverse of a program can be charged. */
    public static CostBound reverseCost(Program program, Alphabet alphabet) {
        return cost(Reverser.maxSize(program), Reverser.maxSplits(program), alphabet);
    }

    /** The most that a try of an {@link #anchoredScan} can be charged. */
    public static CostBound tryCost(Program program, Alphabet alphabet) {
        return cost(program, alphabet)
                .plus(CostBound.linear(BacktrackingTry.maxSteps(program), BacktrackingTry.maxSteps(program)));
    }

    /** The most that an {@link #anchoredScan} can be charged besides its tries. */
    public static final int SCAN_FIXED_STEPS = BacktrackingTry.FIXED_STEPS;

    private static CostBound cost(long size, long splits, Alphabet alphabet) {
        // A scan step and at most one new state a character; a state pays for its share of the table.
        long perState = Determinizer.maxSteps(size, splits) + (alphabet.classCount() + 2L) / 8 + 1;
        return CostBound.linear(1 + perState, 2 + 2 * perState + DfaStore.maxGrowthSteps());
    }

    /** Where the match that this automaton looks for, from an index on, ends; or {@link #NO_MATCH}. */
    public int find(String input, int from, Meter meter) {
        int end = input.length();
        DfaWalk walk = null;
        DfaCache held = store.cache();
        int cell = held.start(store.startKind(input, from));
        int stride = meter.stride();
        int at = from;
        int last = NO_MATCH;
        if (cell == DfaCache.UNBUILT) {
            walk = new DfaWalk(store, input, end, stopsAtFirst, meter);
            if (!walk.start(from)) {
                meter.charge(1);
                return walk.last;
            }
            held = walk.held;
            cell = walk.id;
            at = walk.at;
            last = walk.last;
        } else if (cell < 0) {
            // Only an automaton that stops at the first match tells of one right where it starts.
            meter.charge(1);
            return from;
        }
        int endClass = store.determinizer.endClass();
        char[] pageOffsets = alphabet.pageOffsets();
        char[] pages = alphabet.pages();
        int[] table = held.table;
        int id = cell;
        int charged = at;
        int limit = Math.min(end - at, stride) + at;
        while (true) {
            while (at < limit) {
                char c = input.charAt(at);
                cell = table[id + pages[pageOffsets[c >> 8] + (c & 0xFF)]];
                if (cell <= 0) {
                    if (stopsAtFirst || !DfaCache.goesOn(cell)) {
                        break;
                    }
                    last = at;
                    cell &= DfaCache.ID;
                }
                id = cell;
                at++;
            }
            if (at >= limit) {
                if (at < end) {
                    meter.charge(at - charged);
                    charged = at;
                    limit = Math.min(end - at, meter.stride()) + at;
                    continue;
                }
                cell = table[id + endClass];
            }
            if (cell == DfaCache.UNBUILT) {
                if (walk == null) {
                    walk = new DfaWalk(store, input, end, stopsAtFirst, meter);
                }
                meter.charge(at - charged);
                boolean goesOn = walk.advance(held, id, at);
                if (walk.last != NO_MATCH) {
                    last = walk.last;
                }
                at = walk.at;
                charged = at;
                if (!goesOn) {
                    break;
                }
                held = walk.held;
                table = held.table;
                id = walk.id;
                limit = Math.min(end - at, meter.stride()) + at;
            } else {
                // Dead, or the end, or a match after which nothing is looked for.
                if (cell < 0 && cell != DfaCache.DEAD) {
                    last = at;
                }
                break;
            }
        }
        meter.charge(at - charged + 1);
        return last;
    }

    /**
     * Where the longest match begins that ends in a place; or {@link #NO_MATCH}.
     *
     * @param until no match begins before this index
     */
    public int findStart(String input, int end, int until, Meter meter) {
        DfaWalk walk = null;
        DfaCache held = store.cache();
        int cell = held.start(store.startKind(input, end));
        int stride = meter.stride();
        int at = end;
        int last = NO_MATCH;
        if (cell == DfaCache.UNBUILT) {
            walk = new DfaWalk(store, input, until, stopsAtFirst, meter);
            if (!walk.start(end)) {
                meter.charge(1);
                return walk.last;
            }
            held = walk.held;
            cell = walk.id;
            at = walk.at;
            last = walk.last;
        } else if (cell < 0) {
            meter.charge(1);
            return end;
        }
        char[] pageOffsets = alphabet.pageOffsets();
        char[] pages = alphabet.pages();
        int[] table = held.table;
        int id = cell;
        int charged = at;
        int limit = at - Math.min(at - until, stride);
        while (true) {
            while (at > limit) {
                char c = input.charAt(at - 1);
                cell = table[id + pages[pageOffsets[c >> 8] + (c & 0xFF)]];
                if (cell <= 0) {
                    if (stopsAtFirst || !DfaCache.goesOn(cell)) {
                        break;
                    }
                    last = at;
                    cell &= DfaCache.ID;
                }
                id = cell;
                at--;
            }
            if (at <= limit) {
                if (at > until) {
                    meter.charge(charged - at);
                    charged = at;
                    limit = at - Math.min(at - until, meter.stride());
                    continue;
                }
                cell = table[id + store.lastClass(input, until)];
            }
            if (cell == DfaCache.UNBUILT) {
                if (walk == null) {
                    walk = new DfaWalk(store, input, until, stopsAtFirst, meter);
                }
                meter.charge(charged - at);
                boolean goesOn = walk.advance(held, id, at);
                if (walk.last != NO_MATCH) {
                    last = walk.last;
                }
                at = walk.at;
                charged = at;
                if (!goesOn) {
                    break;
                }
                held = walk.held;
                table = held.table;
                id = walk.id;
                limit = at - Math.min(at - until, meter.stride());
            } else {
                // Dead, or the end, or a match after which nothing is looked for.
                if (cell < 0 && cell != DfaCache.DEAD) {
                    last = at;
                }
                break;
            }
        }
        meter.charge(charged - at + 1);
        return last;
    }
}
