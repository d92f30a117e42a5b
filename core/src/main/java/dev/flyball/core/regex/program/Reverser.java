package dev.flyball.core.regex.program;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import java.util.Arrays;

/**
 * Makes the program that matches the same texts read from their end to their beginning. Every way from an instruction to
 * the next is turned round; what is lost is the order of ways, and the groups: for automata to which neither counts.
 *
 * <p>The work is for a search, of which it takes build steps.
 */
public final class Reverser {
    private final Program program;
    private final StepCounter steps;

    private final Ways ways;
    private final byte[] ops;
    private final int[] next;
    private final int[] args;
    private int size;

    private Reverser(Program program, Meter meter) {
        this.program = program;
        meter.chargeBuild(maxSize(program));
        this.steps = StepCounter.ofBuild(meter);
        this.ways = new Ways(program, steps);
        int most = Math.toIntExact(maxSize(program));
        this.ops = new byte[most];
        this.next = new int[most];
        this.args = new int[most];
    }

    /** Reverses a program. */
    public static Program reverse(Program program, Meter meter) {
        return new Reverser(program, meter).run();
    }

    /** The most instructions that the reverse of a program has. */
    public static long maxSize(Program program) {
        // A way needs an instruction where it reads or looks, and one where it meets another; a place without ways,
        // one.
        return 3L * program.size() + 2L * program.count(Program.SPLIT) + 2;
    }

    /** The most instructions of the reverse that choose between two ways. */
    public static long maxSplits(Program program) {
        return (long) program.size() + program.count(Program.SPLIT) + 1;
    }

    /** The most steps of reversing a program. */
    public static long maxSteps(Program program) {
        return 3 * maxSize(program);
    }

    private Program run() {
        // Where what leads to each instruction is written; known before it is, since ways go round.
        int[] entries = new int[program.size()];
        for (int pc = 0; pc < entries.length; pc++) {
            steps.step();
            entries[pc] = size;
            size += length(pc);
        }
        for (int pc = 0; pc < entries.length; pc++) {
            write(pc, entries);
        }
        steps.finish();
        return new Program(
                Arrays.copyOf(ops, size),
                Arrays.copyOf(next, size),
                Arrays.copyOf(args, size),
                program.sets(),
                entries[match()],
                0);
    }

    private int match() {
        int pc = 0;
        while (program.op(pc) != Program.MATCH) {
            pc++;
        }
        return pc;
    }

    /** How many ways lead to an instruction: one more to where the program starts, which is where the reverse matches. */
    private int waysTo(int pc) {
        return ways.first(pc + 1) - ways.first(pc) + (pc == program.start() ? 1 : 0);
    }

    private int length(int pc) {
        int count = waysTo(pc);
        return count == 0 ? 1 : 2 * count - 1;
    }

    /** Writes the choice between the ways, and then each of them. */
    private void write(int pc, int[] entries) {
        int count = waysTo(pc);
        int at = entries[pc];
        if (count == 0) {
            ops[at] = Program.FAIL;
            return;
        }
        int written = at + count - 1;
        for (int i = 0; i < count - 1; i++) {
            steps.step();
            ops[at + i] = Program.SPLIT;
            next[at + i] = written + i;
            args[at + i] = i == count - 2 ? written + i + 1 : at + i + 1;
        }
        for (int way = ways.first(pc); way < ways.first(pc + 1); way++) {
            steps.step();
            writeWay(written++, ways.source(way), entries);
        }
        if (pc == program.start()) {
            ops[written] = Program.MATCH;
        }
    }

    /** A way that neither reads nor looks is written as the capture of a slot that nobody asks for. */
    private void writeWay(int at, int source, int[] entries) {
        byte op = program.op(source);
        next[at] = entries[source];
        if (op == Program.CHAR || op == Program.SET) {
            ops[at] = op;
            args[at] = program.arg(source);
        } else if (op == Program.ASSERT) {
            ops[at] = op;
            args[at] = program.assertion(source).mirrored().code();
        } else {
            ops[at] = Program.CAPTURE;
        }
    }
}
