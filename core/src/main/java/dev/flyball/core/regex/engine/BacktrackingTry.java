package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.program.Program;
import java.util.Arrays;

/**
 * Tries at one place after the other whether a match begins there, in the place of an anchored {@link LazyDfa} that has no
 * room for its states: by the ways in the order of their priority, never the same instruction at the same place twice, as
 * a {@link BoundedBacktracker} does. What it does are build steps; {@link #reach} tells what the automaton would have read.
 *
 * <p>For one input, and one thread.
 */
final class BacktrackingTry {
    /** There is no match. */
    static final int NONE = -1;

    /** There was not enough memory to find out. */
    static final int UNKNOWN = -2;

    /** The most bits, one for each instruction at each place: 32 KB. */
    private static final int MAX_BITS = 1 << 18;

    /** The build steps of making one. */
    static final int FIXED_STEPS = 2 * (MAX_BITS / Long.SIZE) / SparseSet.INTS_PER_STEP;

    private final Program program;
    private final String input;
    private final StepCounter steps;
    private final long[] tried = new long[MAX_BITS / Long.SIZE];
    private final int window;
    private int[] stack = new int[128];
    private int reach;

    BacktrackingTry(Program program, String input, Meter meter) {
        meter.chargeBuild(FIXED_STEPS);
        this.program = program;
        this.input = input;
        this.steps = StepCounter.ofBuild(meter);
        this.window = MAX_BITS / program.size() - 1;
    }

    /** The most build steps of a try, for each place that it comes to. */
    static long maxSteps(Program program) {
        return program.size() + program.count(Program.SPLIT) + 1L;
    }

    /** Where the leftmost-first match that begins at an index ends; or {@link #NONE}, or {@link #UNKNOWN}. */
    int end(int start) {
        int size = program.size();
        int length = input.length();
        int furthest = start;
        int found = NONE;
        reach = start;
        int depth = push(0, start, program.start());
        search:
        while (depth > 0) {
            int pc = stack[--depth];
            int at = stack[--depth];
            while (true) {
                steps.step();
                int bit = (at - start) * size + pc;
                if ((tried[bit >> 6] & 1L << bit) != 0) {
                    break;
                }
                tried[bit >> 6] |= 1L << bit;
                byte op = program.op(pc);
                if (op == Program.SPLIT) {
                    depth = push(depth, at, program.arg(pc));
                } else if (op == Program.ASSERT) {
                    if (Determinizer.waitsForNext(program.arg(pc))) {
                        reach = Math.max(reach, at);
                    }
                    if (!Assertions.holds(program.assertion(pc), input, at)) {
                        break;
                    }
                } else if (op == Program.FAIL) {
                    break;
                } else if (op != Program.CAPTURE) {
                    reach = Math.max(reach, at);
                    if (op == Program.MATCH) {
                        found = at;
                        break search;
                    }
                    if (at == length) {
                        break;
                    }
                    int c = input.codePointAt(at);
                    if (!program.consumes(pc, c)) {
                        break;
                    }
                    at += Character.charCount(c);
                    if (at - start > window) {
                        found = UNKNOWN;
                        break search;
                    }
                    furthest = Math.max(furthest, at);
                }
                pc = program.next(pc);
            }
        }
        Arrays.fill(tried, 0, Math.min(tried.length, ((furthest - start + 1) * size >> 6) + 1), 0L);
        steps.finish();
        return found;
    }

    /** How far an automaton would have read in the last try: so many chars are scan steps. */
    int reach() {
        return reach;
    }

    private int push(int depth, int at, int pc) {
        if (depth + 2 > stack.length) {
            stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[depth] = at;
        stack[depth + 1] = pc;
        return depth + 2;
    }
}
