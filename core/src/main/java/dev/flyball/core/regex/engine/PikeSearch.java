package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.regex.program.Program;
import java.util.Arrays;

/**
 * One search of the {@link PikeVm}. A step is a position, a thread that is looked at, or a way from one instruction to the
 * next; writing the slots of a thread counts one for each {@value #SLOTS_PER_STEP}.
 */
final class PikeSearch {
    /** What is asked. */
    enum Goal {
        /** Whether there is a match at all; the search stops at the first sign of one. */
        ANY,
        /** Whether the whole input matches. */
        WHOLE,
        /** The leftmost-first match. */
        LEFTMOST,
        /** The first match, by priority, of those that begin where the search begins. */
        LEFTMOST_HERE
    }

    /** The working memory of a search, used again by others. */
    static final class Memory {
        PikeThreads current = new PikeThreads();
        PikeThreads upcoming = new PikeThreads();
        int[] stack = new int[64];

        /** How many ints this holds on to. */
        int capacity() {
            return current.capacity() + upcoming.capacity() + stack.length;
        }
    }

    private static final int SLOTS_PER_STEP = 8;

    private final Program program;
    private final String input;
    private final Goal goal;
    private final Memory memory;
    private final Meter meter;
    private int stride;
    private int left;

    /** The slots that are carried: from {@code firstSlot} on, as many as this array has. */
    private final int[] slots;

    private final int firstSlot;
    private final int stepsPerRow;

    /**
     * A search.
     *
     * @param slots receives the slots of the match, from {@code firstSlot} on; may be empty
     */
    PikeSearch(Program program, String input, Goal goal, int[] slots, int firstSlot, Memory memory, Meter meter) {
        this.program = program;
        this.input = input;
        this.goal = goal;
        this.slots = slots;
        this.firstSlot = firstSlot;
        this.stepsPerRow = stepsPerRow(slots.length);
        this.memory = memory;
        this.meter = meter;
    }

    static int stepsPerRow(int slotCount) {
        return slotCount / SLOTS_PER_STEP;
    }

    /** Searches from an index on; returns whether there is a match. */
    boolean run(int from) {
        stride = meter.stride();
        left = stride;
        memory.current.prepare(program, slots.length, meter);
        memory.upcoming.prepare(program, slots.length, meter);
        boolean found = simulate(from);
        meter.charge(stride - left);
        return found;
    }

    private boolean simulate(int from) {
        boolean anchored = goal == Goal.WHOLE || goal == Goal.LEFTMOST_HERE;
        int[] match = slots.clone();
        boolean found = false;
        int at = from;
        while (true) {
            step();
            if (!found && (at == from || !anchored) && seed(at)) {
                return true;
            }
            PikeThreads threads = memory.current;
            if (threads.count() == 0 && (found || anchored)) {
                break;
            }
            int c = at < input.length() ? input.codePointAt(at) : -1;
            int after = at + Character.charCount(Math.max(c, 0));
            memory.upcoming.clear();
            for (int i = 0; i < threads.count(); i++) {
                step();
                int pc = threads.pc(i);
                if (program.op(pc) == Program.MATCH) {
                    if (goal == Goal.WHOLE) {
                        continue; // it ends too early; at the end it is seen when it is reached
                    }
                    // What comes after has a lower priority.
                    steps(stepsPerRow);
                    threads.copySlots(i, match);
                    if (firstSlot == 0) {
                        match[1] = at;
                    }
                    found = true;
                    break;
                }
                if (c >= 0 && program.consumes(pc, c)) {
                    steps(stepsPerRow);
                    threads.copySlots(i, slots);
                    if (follow(memory.upcoming, program.next(pc), after)) {
                        return true;
                    }
                }
            }
            if (c < 0) {
                break;
            }
            memory.current = memory.upcoming;
            memory.upcoming = threads;
            at = after;
        }
        System.arraycopy(match, 0, slots, 0, slots.length);
        return found;
    }

    /** Begins a match here, with the lowest priority; returns whether the search is over. */
    private boolean seed(int at) {
        steps(stepsPerRow);
        Arrays.fill(slots, -1);
        if (firstSlot == 0 && slots.length > 0) {
            slots[0] = at;
        }
        return follow(memory.current, program.start(), at);
    }

    /**
     * Adds a thread for every instruction that waits for a character and is reached from this one, the preferred ways
     * first; returns whether the search is over, which only a question without slots is before its time.
     */
    private boolean follow(PikeThreads threads, int start, int at) {
        int depth = push(0, start);
        while (depth > 0) {
            int pc = memory.stack[--depth];
            if (pc < 0) {
                slots[~pc] = memory.stack[--depth];
                continue;
            }
            while (pc >= 0) {
                step();
                if (!threads.visit(pc)) {
                    break;
                }
                switch (program.op(pc)) {
                    case Program.SPLIT -> {
                        depth = push(depth, program.arg(pc));
                        pc = program.next(pc);
                    }
                    case Program.CAPTURE -> {
                        int slot = program.arg(pc) - firstSlot;
                        if (slot >= 0 && slot < slots.length) {
                            depth = push(push(depth, slots[slot]), ~slot);
                            slots[slot] = at;
                        }
                        pc = program.next(pc);
                    }
                    case Program.ASSERT ->
                        pc = Assertions.holds(program.assertion(pc), input, at) ? program.next(pc) : -1;
                    case Program.FAIL -> pc = -1;
                    default -> {
                        if (program.op(pc) == Program.MATCH
                                && (goal == Goal.ANY || goal == Goal.WHOLE && at == input.length())) {
                            return true;
                        }
                        steps(stepsPerRow);
                        threads.add(pc, slots, meter);
                        pc = -1;
                    }
                }
            }
        }
        return false;
    }

    private int push(int depth, int value) {
        if (depth == memory.stack.length) {
            memory.stack = Arrays.copyOf(memory.stack, 2 * depth);
        }
        memory.stack[depth] = value;
        return depth + 1;
    }

    private void step() {
        if (left == 0) {
            renewStride();
        }
        left--;
    }

    private void steps(int count) {
        int rest = count;
        while (rest > left) {
            rest -= left;
            renewStride();
        }
        left -= rest;
    }

    private void renewStride() {
        meter.charge(stride);
        stride = meter.stride();
        left = stride;
    }
}
