package dev.flyball.core.regex.engine;

import dev.flyball.core.StepCounter;
import org.jspecify.annotations.Nullable;

/**
 * Runs several {@link DfaStream}s over one piece of Latin-1 text in one loop, char by char: while one waits for its table,
 * the others go on, as in {@link DfaLanes}. A search that is decided, or has to go on without its cache, leaves the loop.
 * The steps are those of running each alone.
 *
 * <p>For one thread at a time; when an exception ends a call, neither this nor the searches are to be used any more.
 */
public final class StreamLanes {
    /** The most searches in one loop. */
    public static final int LANES = 4;

    private final @Nullable DfaStream[] lanes = new @Nullable DfaStream[LANES];
    private int live;

    /**
     * Reads a piece.
     *
     * @param searches those from {@code first} on, as many as {@code count}, at most {@link #LANES}; not decided yet
     * @param text of chars below 0x100
     */
    public void read(DfaStream[] searches, int first, int count, char[] text, int to, StepCounter steps) {
        live = count;
        for (int lane = count - 1; lane >= 0; lane--) {
            DfaStream search = searches[first + lane];
            search.enter(0, steps);
            lanes[lane] = search;
        }
        int at = 0;
        retire(text, at, to, steps);
        while (live > 1 && at < to) {
            int most = Math.min(to - at, steps.left() / live);
            int read = most == 0 ? 0 : run(text, at, most);
            steps.steps(read * live);
            at += read;
            if (read == most && most > 0) {
                continue;
            }
            for (int lane = 0; lane < live; lane++) {
                DfaStream search = lane(lane);
                search.go(search.latin1Classes()[text[at]], at, steps);
                steps.step();
            }
            at++;
            retire(text, at, to, steps);
        }
        while (live > 0) {
            remove(live - 1).readRest(text, 0, at, to, steps);
        }
    }

    /** Reads on to where a lane has something to do that is not just a character. */
    private int run(char[] text, int from, int most) {
        // What is left of four lanes, where fewer are in use, does what the first one does.
        DfaStream a = lane(0);
        DfaStream b = lane(1);
        DfaStream c = lane(live > 2 ? 2 : 0);
        DfaStream d = lane(live > 3 ? 3 : 0);
        int[] tableA = a.table();
        int[] tableB = b.table();
        int[] tableC = c.table();
        int[] tableD = d.table();
        char[] classesA = a.latin1Classes();
        char[] classesB = b.latin1Classes();
        char[] classesC = c.latin1Classes();
        char[] classesD = d.latin1Classes();
        int idA = a.id();
        int idB = b.id();
        int idC = c.id();
        int idD = d.id();
        int read = 0;
        while (read < most) {
            int latin1 = text[from + read] & 0xFF;
            int cellA = tableA[idA + classesA[latin1]];
            int cellB = tableB[idB + classesB[latin1]];
            int cellC = tableC[idC + classesC[latin1]];
            int cellD = tableD[idD + classesD[latin1]];
            if (cellA <= 0 || cellB <= 0 || cellC <= 0 || cellD <= 0) {
                break;
            }
            idA = cellA;
            idB = cellB;
            idC = cellC;
            idD = cellD;
            read++;
        }
        a.moveTo(idA);
        b.moveTo(idB);
        c.moveTo(idC);
        d.moveTo(idD);
        return read;
    }

    /** Lets those go that cannot go on in the loop; they read the rest alone. */
    private void retire(char[] text, int at, int to, StepCounter steps) {
        for (int lane = live - 1; lane >= 0; lane--) {
            if (!lane(lane).isInCache() || lane(lane).isDecided()) {
                remove(lane).readRest(text, 0, at, to, steps);
            }
        }
    }

    private DfaStream remove(int lane) {
        DfaStream removed = lane(lane);
        int last = --live;
        lanes[lane] = lanes[last];
        lanes[last] = null;
        return removed;
    }

    private DfaStream lane(int lane) {
        DfaStream search = lanes[lane];
        if (search == null) {
            throw new IllegalStateException("no search in lane " + lane);
        }
        return search;
    }
}
