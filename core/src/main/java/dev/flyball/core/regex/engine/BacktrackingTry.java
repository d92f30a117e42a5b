package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.program.Program;

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

    /** The build steps of making one. */
    static final int FIXED_STEPS = 2 * TriedWays.MAX_WORDS / SparseSet.INTS_PER_STEP;

    private final Program program;
    private final String input;
    private final StepCounter steps;
    private final TriedWays memory = new TriedWays();
    private final int window;
    private int reach;

    BacktrackingTry(Program program, String input, Meter meter) {
        meter.chargeBuild(FIXED_STEPS);
        this.program = program;
        this.input = input;
        this.steps = StepCounter.ofBuild(meter);
        this.window = TriedWays.MAX_BITS / program.size() - 1;
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
        int depth = memory.push(0, start, program.start());
        search:
        while (depth > 0) {
            int pc = memory.stack[--depth];
            int at = memory.stack[--depth];
            while (true) {
                steps.step();
                if (!memory.add((at - start) * size + pc)) {
                    break;
                }
                byte op = program.op(pc);
                if (op == Program.SPLIT) {
                    depth = memory.push(depth, at, program.arg(pc));
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
        memory.clear((furthest - start + 1) * size);
        steps.finish();
        return found;
    }

    /** How far an automaton would have read in the last try: so many chars are scan steps. */
    int reach() {
        return reach;
    }
}
