package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.ScratchPool;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.program.Program;
import dev.flyball.regex.CostBound;
import java.util.Arrays;

/**
 * A {@link StreamSearch} that simulates a program, for those that have no automaton. What is carried from piece to piece
 * are the instructions that the ways begin with after the last character; they are followed when the next one is known,
 * so that all conditions can be decided. A match is told one character late.
 */
public final class PikeStream extends StreamSearch {
    private static final int[] NOTHING = {};

    private static final ScratchPool<Memory> POOL = new ScratchPool<>(Memory::new, Memory::capacity);

    /** The working memory of one call, used again by others. */
    private static final class Memory {
        final SparseSet visited = new SparseSet();
        int[] waiting = {};
        int[] ways = {};
        int[] stack = new int[64];

        void prepare(Program program, Meter meter) {
            visited.prepare(program.size(), meter);
            if (ways.length < program.threadCount()) {
                meter.chargeBuild(2L * program.threadCount() / SparseSet.INTS_PER_STEP);
                // The one that tells the size comes last, so that a failed allocation leaves none too short for it.
                waiting = new int[program.threadCount()];
                ways = new int[program.threadCount()];
            }
        }

        int capacity() {
            return visited.capacity() + waiting.length + ways.length + stack.length;
        }
    }

    private final Program program;
    private final Meter meter;

    /** The instructions to go on with, and the code point before them: −1 at the beginning of the text. */
    private int[] carried = NOTHING;

    private int before = -1;

    /** Begins a search at the beginning of a text. */
    public PikeStream(Program program, int member, Meter meter) {
        super(member);
        this.program = program;
        this.meter = meter;
    }

    @Override
    public void read(char[] text, int from, int to, StepCounter steps) {
        run(text, from, to, false, steps);
    }

    @Override
    public void finish(StepCounter steps) {
        run(new char[0], 0, 0, true, steps);
        if (!isDecided()) {
            decide(false);
        }
    }

    private void run(char[] text, int from, int to, boolean ends, StepCounter steps) {
        steps.finish();
        Memory memory = POOL.take();
        try {
            memory.prepare(program, meter);
            System.arraycopy(carried, 0, memory.ways, 0, carried.length);
            int count = carried.length;
            int at = from;
            while (at < to && count >= 0) {
                int c = Character.codePointAt(text, at, to);
                count = go(c, count, memory, steps);
                at += Character.charCount(c);
            }
            if (ends && count >= 0) {
                count = go(-1, count, memory, steps);
            }
            if (count < 0) {
                decide(true);
            }
            carried = count > 0 ? Arrays.copyOf(memory.ways, count) : NOTHING;
        } finally {
            POOL.giveBack(memory);
        }
    }

    /** Goes over a code point, or over the end for −1; returns the new number of ways, or −1 for a match. */
    private int go(int c, int count, Memory memory, StepCounter steps) {
        steps.step();
        memory.visited.clear();
        int waiting = follow(program.start(), c, 0, memory, steps);
        for (int i = 0; i < count && waiting >= 0; i++) {
            waiting = follow(memory.ways[i], c, waiting, memory, steps);
        }
        int ways = Math.min(waiting, 0);
        for (int i = 0; i < waiting; i++) {
            steps.step();
            int pc = memory.waiting[i];
            if (c >= 0 && program.consumes(pc, c)) {
                memory.ways[ways++] = program.next(pc);
            }
        }
        before = c;
        return ways;
    }

    /**
     * Adds the instructions that wait for a character and are reached from this one before the code point {@code next};
     * returns how many there are now, or −1 if a match is reached.
     */
    private int follow(int start, int next, int waitingBefore, Memory memory, StepCounter steps) {
        int waiting = waitingBefore;
        int depth = push(0, start, memory);
        while (depth > 0) {
            int pc = memory.stack[--depth];
            while (pc >= 0) {
                steps.step();
                if (!memory.visited.add(pc)) {
                    break;
                }
                switch (program.op(pc)) {
                    case Program.MATCH -> {
                        return -1;
                    }
                    case Program.SPLIT -> {
                        depth = push(depth, program.arg(pc), memory);
                        pc = program.next(pc);
                    }
                    case Program.CAPTURE -> pc = program.next(pc);
                    case Program.ASSERT ->
                        pc = Assertions.holds(program.assertion(pc), before, next) ? program.next(pc) : -1;
                    case Program.FAIL -> pc = -1;
                    default -> {
                        memory.waiting[waiting++] = pc;
                        pc = -1;
                    }
                }
            }
        }
        return waiting;
    }

    private static int push(int depth, int pc, Memory memory) {
        if (depth == memory.stack.length) {
            memory.stack = Arrays.copyOf(memory.stack, 2 * depth);
        }
        memory.stack[depth] = pc;
        return depth + 1;
    }

    /** The most that a search can be charged, in whatever pieces. */
    public static CostBound cost(Program program) {
        // The step of the place, the way in, one on from every thread, those between the others, and the threads.
        long ways = 2L + program.threadCount() + program.size() + program.count(Program.SPLIT);
        long perPlace = ways + program.threadCount();
        // Each piece has at least one char, and may find new working memory.
        long memory = 2L * (program.size() + program.threadCount()) / SparseSet.INTS_PER_STEP + 2;
        return CostBound.linear(perPlace + memory, perPlace + memory);
    }
}
