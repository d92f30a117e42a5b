package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.ScratchPool;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.engine.DfaStream;
import dev.flyball.core.regex.engine.StreamLanes;
import dev.flyball.core.regex.engine.StreamSearch;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * All patterns of a set over a text that comes in pieces: every pattern that is not decided yet reads every char. Small
 * pieces are gathered until they are worth the visit of all patterns; large ones are cut, so that a cut stays in the
 * nearest cache while the patterns read it. A high surrogate at the end of what there is waits for its other half.
 */
final class CoreStream implements CompiledStream {
    /** Fewer chars than this are kept until there are more. */
    private static final int GATHERED = 64;

    /** The most chars that the patterns read in turn. */
    private static final int PIECE = 4096;

    /** So many chars are copied and looked at for a step. */
    private static final int CHARS_PER_STEP = 64;

    private static final int LATIN1 = 0x100;

    private static final ScratchPool<Piece> POOL = new ScratchPool<>(Piece::new);

    /** Working memory of one call. */
    private static final class Piece {
        final char[] text = new char[PIECE];
        final StreamLanes lanes = new StreamLanes();
    }

    /** Where the next chars come from. */
    private interface Source {
        void copy(int from, int to, char[] into, int at);
    }

    private final Meter meter;
    private final BitSet matched = new BitSet();

    /** The searches that are not decided come first. */
    private final DfaStream[] automata;

    private final StreamSearch[] others;
    private int automataLive;
    private int othersLive;

    private final char[] gathered = new char[GATHERED];
    private int gatheredCount;

    private CoreStream(DfaStream[] automata, StreamSearch[] others, Meter meter) {
        this.automata = automata;
        this.others = others;
        this.automataLive = automata.length;
        this.othersLive = others.length;
        this.meter = meter;
        dropDecided();
    }

    /** Begins a stream. */
    static CoreStream of(Strategy[] members, Meter meter) {
        meter.stride();
        meter.charge(1L + members.length);
        List<DfaStream> automata = new ArrayList<>(members.length);
        List<StreamSearch> others = new ArrayList<>();
        for (int id = 0; id < members.length; id++) {
            StreamSearch search = members[id].stream(id, meter);
            if (search instanceof DfaStream automaton) {
                automata.add(automaton);
            } else {
                others.add(search);
            }
        }
        return new CoreStream(automata.toArray(new DfaStream[0]), others.toArray(new StreamSearch[0]), meter);
    }

    /** The most that a stream can be charged. */
    static CostBound cost(Strategy[] members) {
        // Each member is visited for each piece, which has at least a char, and at the beginning and the end.
        CostBound sum = CostBound.linear(2L + members.length, 2L + 2L * members.length);
        for (Strategy member : members) {
            sum = sum.plus(member.streamCost());
        }
        return sum;
    }

    @Override
    public void feed(String text, int from, int to) {
        if (gathers(to - from)) {
            text.getChars(from, to, gathered, gatheredCount);
            gatheredCount += to - from;
        } else {
            feed(text::getChars, from, to);
        }
    }

    @Override
    public void feed(char[] text, int from, int to) {
        if (gathers(to - from)) {
            System.arraycopy(text, from, gathered, gatheredCount, to - from);
            gatheredCount += to - from;
        } else {
            feed((begin, end, into, at) -> System.arraycopy(text, begin, into, at, end - begin), from, to);
        }
    }

    /** Whether so many chars are only to be kept; sees whether the meter has ended. */
    private boolean gathers(int length) {
        meter.stride();
        return length < GATHERED - gatheredCount && !isOver();
    }

    private boolean isOver() {
        return automataLive + othersLive == 0;
    }

    private void feed(Source source, int from, int to) {
        if (isOver()) {
            return;
        }
        meter.resume();
        Piece piece = POOL.take();
        int at = from;
        while (at < to && !isOver()) {
            int count = takeGathered(piece);
            int taken = Math.min(PIECE - count, to - at);
            source.copy(at, at + taken, piece.text, count);
            at += taken;
            read(piece, count + taken);
        }
        POOL.giveBack(piece);
    }

    private int takeGathered(Piece piece) {
        int count = gatheredCount;
        System.arraycopy(gathered, 0, piece.text, 0, count);
        gatheredCount = 0;
        return count;
    }

    /** Lets the patterns read what was gathered. */
    private void flush() {
        meter.stride();
        meter.resume();
        if (gatheredCount > 0 && !isOver()) {
            Piece piece = POOL.take();
            read(piece, takeGathered(piece));
            POOL.giveBack(piece);
        }
    }

    /** Lets the patterns read a piece, all but a high surrogate at its end. */
    private void read(Piece piece, int length) {
        int count = length;
        if (Character.isHighSurrogate(piece.text[length - 1])) {
            count--;
            gathered[gatheredCount++] = piece.text[count];
        }
        if (count > 0) {
            readWhole(piece, count);
        }
    }

    private void readWhole(Piece piece, int count) {
        meter.charge(automataLive + othersLive + 1 + count / CHARS_PER_STEP);
        StepCounter steps = new StepCounter(meter);
        if (isLatin1(piece.text, count)) {
            for (int first = 0; first < automataLive; first += StreamLanes.LANES) {
                int lanes = Math.min(StreamLanes.LANES, automataLive - first);
                piece.lanes.read(automata, first, lanes, piece.text, count, steps);
            }
        } else {
            for (int i = 0; i < automataLive; i++) {
                automata[i].read(piece.text, 0, count, steps);
            }
        }
        for (int i = 0; i < othersLive; i++) {
            others[i].read(piece.text, 0, count, steps);
        }
        steps.finish();
        dropDecided();
    }

    private static boolean isLatin1(char[] text, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= text[i];
        }
        return all < LATIN1;
    }

    private void dropDecided() {
        automataLive = keepUndecided(automata, automataLive);
        othersLive = keepUndecided(others, othersLive);
    }

    /** Moves those that are not decided to the front; returns how many they are. */
    private <T extends StreamSearch> int keepUndecided(T[] searches, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            T search = searches[i];
            if (!search.isDecided()) {
                searches[kept++] = search;
            } else if (search.isMatched()) {
                matched.set(search.member());
            }
        }
        return kept;
    }

    @Override
    public boolean isDecided() {
        flush();
        return isOver();
    }

    @Override
    public void matchesSoFar(BitSet into) {
        flush();
        into.or(matched);
    }

    @Override
    public void finish(BitSet into) {
        flush();
        if (gatheredCount > 0 && !isOver()) {
            // A high surrogate whose other half never came.
            Piece piece = POOL.take();
            readWhole(piece, takeGathered(piece));
            POOL.giveBack(piece);
        }
        StepCounter steps = new StepCounter(meter);
        finish(automata, automataLive, steps);
        finish(others, othersLive, steps);
        steps.finish();
        dropDecided();
        into.or(matched);
    }

    private static void finish(StreamSearch[] searches, int count, StepCounter steps) {
        for (int i = 0; i < count; i++) {
            steps.step();
            searches[i].finish(steps);
        }
    }
}
