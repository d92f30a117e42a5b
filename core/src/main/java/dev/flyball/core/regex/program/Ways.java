package dev.flyball.core.regex.program;

import dev.flyball.core.StepCounter;

/** The ways of a program backwards: from which instructions one leads to each instruction. Immutable. */
public final class Ways {
    /** Those to an instruction stand at firsts[pc] up to firsts[pc + 1]. */
    private final int[] firsts;

    private final int[] sources;

    /** Finds the ways, in {@link #steps} steps. */
    public Ways(Program program, StepCounter steps) {
        this.firsts = new int[program.size() + 2];
        this.sources = new int[program.size() + program.count(Program.SPLIT)];
        for (int pc = 0; pc < program.size(); pc++) {
            steps.step();
            if (goesOn(program, pc)) {
                firsts[program.next(pc) + 2]++;
                if (program.op(pc) == Program.SPLIT) {
                    firsts[program.arg(pc) + 2]++;
                }
            }
        }
        for (int i = 2; i < firsts.length; i++) {
            firsts[i] += firsts[i - 1];
        }
        for (int pc = 0; pc < program.size(); pc++) {
            steps.step();
            if (goesOn(program, pc)) {
                sources[firsts[program.next(pc) + 1]++] = pc;
                if (program.op(pc) == Program.SPLIT) {
                    sources[firsts[program.arg(pc) + 1]++] = pc;
                }
            }
        }
    }

    private static boolean goesOn(Program program, int pc) {
        return program.op(pc) != Program.MATCH && program.op(pc) != Program.FAIL;
    }

    /** How many steps it takes to find the ways of a program. */
    public static long steps(Program program) {
        return 2L * program.size();
    }

    /** The number of the first way to an instruction; that of the next instruction is the end. */
    public int first(int pc) {
        return firsts[pc];
    }

    /** The instruction that a way comes from. */
    public int source(int way) {
        return sources[way];
    }

    /** How many ints this holds on to. */
    public int size() {
        return firsts.length + sources.length;
    }
}
