package dev.flyball.core.regex.program;

import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.Node.Assertion;

/**
 * A regular expression as a non-deterministic automaton in instructions (Thompson 1968, in the form of Pike's and Cox's
 * virtual machine). Immutable.
 *
 * <p>An instruction is an index, its <i>pc</i>, into parallel arrays. Among two ways out of a {@link #SPLIT} the first is
 * preferred: the order in which they are followed is the leftmost-first order of matches.
 */
public final class Program {
    /** Consumes the code point {@code arg}, goes to {@code next}. */
    public static final byte CHAR = 0;
    /** Consumes one code point of the set {@code arg}, goes to {@code next}. */
    public static final byte SET = 1;
    /** Goes to {@code next}, or else to {@code arg}. */
    public static final byte SPLIT = 2;
    /** Stores the position in slot {@code arg}, goes to {@code next}. */
    public static final byte CAPTURE = 3;
    /** Goes to {@code next} if the condition with code {@code arg} holds here. */
    public static final byte ASSERT = 4;
    /** The text up to here matches. */
    public static final byte MATCH = 5;
    /** Leads nowhere. */
    public static final byte FAIL = 6;

    private static final Assertion.Kind[] ASSERTIONS = Assertion.Kind.values();

    private final byte[] ops;
    private final int[] next;
    private final int[] args;
    private final CodePointSet[] sets;
    private final int start;
    private final int slotCount;
    private final int assertions;
    private final int[] countByOp = new int[FAIL + 1];

    Program(byte[] ops, int[] next, int[] args, CodePointSet[] sets, int start, int groupCount) {
        this.ops = ops;
        this.next = next;
        this.args = args;
        this.sets = sets;
        this.start = start;
        this.slotCount = 2 * (groupCount + 1);
        int seen = 0;
        for (int pc = 0; pc < ops.length; pc++) {
            countByOp[ops[pc]]++;
            if (ops[pc] == ASSERT) {
                seen |= 1 << args[pc];
            }
        }
        this.assertions = seen;
    }

    /** The number of instructions. */
    public int size() {
        return ops.length;
    }

    /** Where a match begins. */
    public int start() {
        return start;
    }

    /** Start and end of the whole match and of each group: slot 2g is where group g starts, 2g + 1 where it ends. */
    public int slotCount() {
        return slotCount;
    }

    /** What the instruction does. */
    public byte op(int pc) {
        return ops[pc];
    }

    /** Where it goes on. */
    public int next(int pc) {
        return next[pc];
    }

    /** A number whose meaning depends on the operation. */
    public int arg(int pc) {
        return args[pc];
    }

    /** The set of a {@link #SET} instruction. */
    public CodePointSet set(int pc) {
        return sets[args[pc]];
    }

    /** The different sets of its instructions, which no one changes. */
    CodePointSet[] sets() {
        return sets;
    }

    /** How many different sets its instructions have. */
    public int distinctSets() {
        return sets.length;
    }

    /** One of the different sets. */
    CodePointSet distinctSet(int index) {
        return sets[index];
    }

    /** The condition of an {@link #ASSERT} instruction. */
    public Assertion.Kind assertion(int pc) {
        return ASSERTIONS[args[pc]];
    }

    /** Whether a {@link #CHAR} or {@link #SET} instruction consumes the code point. */
    public boolean consumes(int pc, int codePoint) {
        return switch (ops[pc]) {
            case CHAR -> args[pc] == codePoint;
            case SET -> sets[args[pc]].contains(codePoint);
            default -> false;
        };
    }

    /** Whether an instruction has this condition. */
    public boolean uses(Assertion.Kind kind) {
        return (assertions & 1 << kind.code()) != 0;
    }

    /** How many instructions do this. */
    public int count(byte op) {
        return countByOp[op];
    }

    /** How many instructions a search can wait at between two characters. */
    public int threadCount() {
        return countByOp[CHAR] + countByOp[SET] + countByOp[MATCH];
    }
}
