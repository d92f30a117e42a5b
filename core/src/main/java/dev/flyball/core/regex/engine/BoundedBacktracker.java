package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.ScratchPool;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.program.Program;
import java.util.Arrays;

/**
 * Finds the groups of a match that is known to start at an index by trying the ways in the order of their priority, never
 * the same instruction at the same place twice (RE2's BitState): what was tried and failed will fail again, whatever the
 * way to it. It needs a bit for each instruction at each place, so it is for short matches; for those it beats the
 * {@link PikeVm}, since it carries one set of slots instead of one for each thread.
 *
 * <p>A step is a way from one instruction to the next: at most as many as the Pike VM takes. Thread-safe.
 */
public final class BoundedBacktracker {
    /** A longer stack, in ints, is not kept for the next search: 256 KB. */
    private static final int MAX_KEPT_STACK = 1 << 16;

    private static final ScratchPool<TriedWays> POOL = new ScratchPool<>(TriedWays::new);

    private final Program program;

    public BoundedBacktracker(Program program) {
        this.program = program;
    }

    /** Whether a match of so many chars is short enough. */
    public boolean canRun(int length) {
        return (length + 1L) * program.size() <= TriedWays.MAX_BITS;
    }

    /**
     * Finds the slots of the leftmost-first match that is known to start and end at these indexes, for which
     * {@link #canRun} holds.
     */
    public void findAt(String input, int start, int end, int[] slots, Meter meter) {
        findAt(input, start, end, slots, new StepCounter(meter));
    }

    /** As {@link #findAt}, in place of a {@link TwoPass} that has not built yet what it needs: by build steps. */
    public void findAtByBuildSteps(String input, int start, int end, int[] slots, Meter meter) {
        findAt(input, start, end, slots, StepCounter.ofBuild(meter));
    }

    private void findAt(String input, int start, int end, int[] slots, StepCounter steps) {
        TriedWays memory = POOL.take();
        try {
            int bits = (end - start + 1) * program.size();
            for (int cleared = 0; cleared <= bits; cleared += 64 * SparseSet.INTS_PER_STEP) {
                steps.step();
            }
            memory.clear(bits);
            Arrays.fill(slots, -1);
            slots[0] = start;
            search(memory, input, start, end, slots, steps);
        } finally {
            if (memory.stack.length <= MAX_KEPT_STACK) {
                POOL.giveBack(memory);
            }
        }
    }

    /** A stack entry is a place and an instruction to try there, or an old value and the complement of its slot. */
    private void search(TriedWays memory, String input, int start, int end, int[] slots, StepCounter steps) {
        int size = program.size();
        int depth = memory.push(0, start, program.start());
        while (depth > 0) {
            int pc = memory.stack[--depth];
            int at = memory.stack[--depth];
            if (pc < 0) {
                slots[~pc] = at;
                continue;
            }
            while (true) {
                steps.step();
                if (!memory.add((at - start) * size + pc)) {
                    break;
                }
                byte op = program.op(pc);
                if (op == Program.SPLIT) {
                    depth = memory.push(depth, at, program.arg(pc));
                } else if (op == Program.CAPTURE) {
                    int slot = program.arg(pc);
                    if (slot < slots.length) {
                        depth = memory.push(depth, slots[slot], ~slot);
                        slots[slot] = at;
                    }
                } else if (op == Program.ASSERT) {
                    if (!Assertions.holds(program.assertion(pc), input, at)) {
                        break;
                    }
                } else if (op == Program.MATCH) {
                    if (at == end) {
                        slots[1] = at;
                        steps.finish();
                        return;
                    }
                    break;
                } else {
                    if (op == Program.FAIL || at >= end) {
                        break;
                    }
                    int c = input.codePointAt(at);
                    if (!program.consumes(pc, c)) {
                        break;
                    }
                    at += Character.charCount(c);
                }
                pc = program.next(pc);
            }
        }
        throw new IllegalStateException("there is no match from " + start + " to " + end);
    }
}
