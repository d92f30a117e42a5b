package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.regex.program.Alphabet;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AnchoredScan} by a {@link LazyDfa}: it tells where matches start and end. When caches are filled too quickly, a
 * full one is left as it is, for the states that many tries have in common; tries that need others are made by a
 * {@link BacktrackingTry}.
 */
final class DfaScan extends AnchoredScan {
    private final DfaStore store;
    private final Meter meter;
    private final char[] pageOffsets;
    private final char[] pages;
    private final int endClass;
    private DfaWalk walk;
    private DfaCache held;
    private boolean sparesCache;
    private @Nullable BacktrackingTry backtracking;

    DfaScan(DfaStore store, Places places, Meter meter) {
        super(places, meter);
        this.store = store;
        this.meter = meter;
        this.walk = new DfaWalk(store, input, input.length(), false, meter);
        this.sparesCache = store.isCacheSpared();
        Alphabet alphabet = store.alphabet;
        this.pageOffsets = alphabet.pageOffsets();
        this.pages = alphabet.pages();
        this.endClass = store.determinizer.endClass();
        this.held = store.cache();
    }

    /** As far as all states are built and the stride lasts: in a text with many short matches the way of most of them. */
    @Override
    int findAhead(int from, int most, int lastEnd, int far, int[] matches) {
        // All in local variables: so the loops run in registers.
        String text = input;
        int[] table = held.table;
        char[] offsets = pageOffsets;
        char[] classes = pages;
        int length = text.length();
        int count = 0;
        int done = 0;
        int told = 0;
        int begin = from;
        int end = lastEnd;
        while (count < matches.length) {
            int limit = Math.min(length - begin, most - done - 2) + begin;
            int at = pass(begin, limit);
            done += at - begin;
            begin = at;
            int id = held.start(store.startKind(text, begin));
            int matched = NONE;
            int cell = DfaCache.UNBUILT;
            while (at < limit) {
                char c = text.charAt(at);
                cell = table[id + classes[offsets[c >> 8] + (c & 0xFF)]];
                if (cell <= 0) {
                    if (!DfaCache.goesOn(cell)) {
                        break;
                    }
                    matched = at;
                    cell &= DfaCache.ID;
                }
                id = cell;
                at++;
            }
            if (at >= limit || cell == DfaCache.UNBUILT) {
                break;
            }
            if (cell != DfaCache.DEAD) {
                matched = at;
            }
            if (matched == begin) {
                break;
            }
            // One step for the try and one for a match, as on the other ways.
            done += at - begin + (matched == NONE ? 1 : 2);
            wasted(at - Math.max(begin, matched));
            if (matched == NONE) {
                begin++;
            } else {
                matches[count++] = begin;
                matches[count++] = matched;
                matches[count++] = done - told;
                told = done;
                boolean isFar = begin - end > far;
                begin = matched;
                end = matched;
                if (isFar) {
                    break;
                }
            }
            if (isEnough(begin)) {
                break;
            }
        }
        goOnFrom(begin, done - told);
        return count / AHEAD;
    }

    @Override
    int pass(int from, int limit) {
        int[] table = held.table;
        char[] classes = pages;
        int start = held.start(store.startKind(input, from));
        int at = from;
        if (store.looksBehind) {
            byte[] kindBehind = store.kindBehind;
            while (at < limit) {
                char c = input.charAt(at);
                int characterClass = classes[pageOffsets[c >> 8] + (c & 0xFF)];
                if (table[start + characterClass] != DfaCache.DEAD) {
                    break;
                }
                start = held.start(kindBehind[characterClass]);
                at++;
            }
        } else {
            while (at < limit) {
                char c = input.charAt(at);
                if (table[start + classes[pageOffsets[c >> 8] + (c & 0xFF)]] != DfaCache.DEAD) {
                    break;
                }
                at++;
            }
        }
        return at;
    }

    @Override
    int match(int from) {
        int length = input.length();
        int matched = NONE;
        int at = from;
        int id = held.start(store.startKind(input, from));
        if (id == DfaCache.UNBUILT) {
            steps.finish();
            boolean goesOn = walk.start(from);
            held = walk.held;
            id = walk.id;
            at = walk.at;
            matched = walk.last;
            if (!goesOn) {
                return end(from, at, matched);
            }
        }
        int[] table = held.table;
        boolean backtracks = true;
        while (true) {
            int begin = at;
            int limit = Math.min(length - at, steps.left()) + at;
            int cell = id;
            while (at < limit) {
                char c = input.charAt(at);
                cell = table[id + pages[pageOffsets[c >> 8] + (c & 0xFF)]];
                if (cell <= 0) {
                    if (!DfaCache.goesOn(cell)) {
                        break;
                    }
                    matched = at;
                    cell &= DfaCache.ID;
                }
                id = cell;
                at++;
            }
            steps.steps(at - begin);
            if (at == limit) {
                if (at < length) {
                    continue;
                }
                cell = table[id + endClass];
            }
            if (cell == DfaCache.UNBUILT) {
                steps.finish();
                if (walk.isThrashing()) {
                    store.spareCache();
                    sparesCache = true;
                    walk = new DfaWalk(store, input, length, false, meter);
                }
                if (sparesCache && backtracks && store.isFull()) {
                    int tried = backtrack(from, at);
                    if (tried != BacktrackingTry.UNKNOWN) {
                        return tried;
                    }
                    backtracks = false;
                }
                boolean goesOn = walk.advance(held, id, at);

                if (walk.last != LazyDfa.NO_MATCH) {
                    matched = walk.last;
                }
                at = walk.at;
                if (goesOn) {
                    held = walk.held;
                    table = held.table;
                    id = walk.id;
                    continue;
                }
            } else if (cell < 0 && cell != DfaCache.DEAD) {
                matched = at;
            }
            return end(from, at, matched);
        }
    }

    /**
     * Makes a try anew by backtracking.
     *
     * @param counted up to where it was charged already
     */
    private int backtrack(int from, int counted) {
        BacktrackingTry instead = backtracking;
        if (instead == null) {
            instead = new BacktrackingTry(store.determinizer.program(), input, meter);
            backtracking = instead;
        }
        int matched = instead.end(from);
        if (matched == BacktrackingTry.UNKNOWN) {
            return matched;
        }
        meter.charge(instead.reach() - counted);
        return end(from, instead.reach(), matched);
    }

    private int end(int from, int at, int matched) {
        steps.step();
        wasted(at - Math.max(from, matched));
        return matched;
    }
}
