package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Program;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An automaton for patterns of which every place of a text allows one way only, such as {@code (\w+)=(\d+)}: while it
 * looks for the match it writes down the groups (RE2's one-pass; Cox, "Regular Expression Matching in the Wild", 2010).
 * Immutable.
 *
 * <p>A state is an instruction after a character. Its row has a cell for each character class: the next state, with the
 * conditions and the slots on the way there; and one for the match that is possible in the state.
 */
public final class OnePass {
    /** The most cells: 64 KB. */
    private static final int MAX_CELLS = 1 << 13;

    /** The most steps of making one; a pattern that needs more counts as having none. */
    public static final int MAX_BUILD_STEPS = 1 << 15;

    /** No way, or no match. */
    static final long NONE = Long.MIN_VALUE;

    /** The next state, in a cell. */
    static final long NEXT = (1L << 16) - 1;

    /** In a cell: the match of the state that it leaves is preferred to going on. In a match's cell: always. */
    static final long MATCH_WINS = 1L << 16;

    /** In a cell: there is a match in the next state. */
    static final long NEXT_MATCHES = 1L << 17;

    /** In a cell: there is a match in the next state if its conditions hold. */
    private static final long NEXT_MAY_MATCH = 1L << 18;

    private static final int CONDITIONS_SHIFT = 19;
    private static final int CONDITIONS = 0xFF;

    /** In a cell: there are several slots on the way; the number of their set takes the place of the number of a slot. */
    static final long SLOT_SET = 1L << 27;

    private static final int SLOT_SHIFT = 28;
    private static final int SLOT = 0x3FFF;

    /** Whether a cell is more than the number of the next state. */
    static final long SPECIAL = ~NEXT;

    /** Whether there are slots on the way. */
    static final long SLOTS = SLOT_SET | (long) SLOT << SLOT_SHIFT;

    /** Slots 0 and 1 are the caller's business; 0 is written on a way that has none. */
    static final int FIRST_SLOT = 2;

    /** So many that a set of them fits into the bits of a number. */
    private static final int MAX_SLOTS = Long.SIZE + FIRST_SLOT;

    final Alphabet alphabet;
    final long[] table;

    /** Sets of slots: bit 0 is the first one of group 1. */
    private final long[] slotSets;

    final int start;
    final int matchColumn;
    final int slotCount;

    private OnePass(Alphabet alphabet, long[] table, long[] slotSets, int start, int slotCount) {
        this.alphabet = alphabet;
        this.table = table;
        this.slotSets = slotSets;
        this.start = start;
        this.slotCount = slotCount;
        this.matchColumn = alphabet.classCount();
    }

    /** The automaton of a program, or null if it has none, or none that is small. */
    public static @Nullable OnePass of(Program program, Alphabet alphabet, Meter meter) {
        return mayExist(program, alphabet) ? new Builder(program, alphabet, meter).build() : null;
    }

    /** Whether there is room for the automaton, if the program has one. */
    public static boolean mayExist(Program program, Alphabet alphabet) {
        long rows = program.threadCount() + 2L;
        return program.slotCount() <= MAX_SLOTS && rows * (alphabet.classCount() + 1) <= MAX_CELLS;
    }

    /** Looks for matches, one after the other, and writes the slots of each. */
    public AnchoredScan scan(AnchoredScan.Places places, int[] slots, Meter meter) {
        return new OnePassScan(this, places, slots, meter);
    }

    /** Conditions of a cell, one bit for each kind, by its code. */
    static int conditions(long cell) {
        return (int) (cell >>> CONDITIONS_SHIFT) & CONDITIONS;
    }

    /** The one slot of a cell, or the number of its set of slots. */
    static int slot(long cell) {
        return (int) (cell >>> SLOT_SHIFT) & SLOT;
    }

    static boolean hasSlots(long cell) {
        return (cell & SLOTS) != 0;
    }

    /** Writes a place into the slots of a cell. */
    void write(long cell, int at, int[] slots) {
        int slot = slot(cell);
        if ((cell & SLOT_SET) != 0) {
            writeSlots(slotSets[slot], at, slots);
        } else {
            slots[slot] = at;
        }
    }

    /** Writes a place into slots, of which there is at least one: bit 0 is the first one of group 1. */
    static void writeSlots(long slotBits, int at, int[] slots) {
        long bits = slotBits;
        do {
            int slot = Long.numberOfTrailingZeros(bits) + FIRST_SLOT;
            if (slot < slots.length) {
                slots[slot] = at;
            }
            bits &= bits - 1;
        } while (bits != 0);
    }

    /** Follows the ways from each state, the preferred ones first; gives up where two of them meet. */
    private static final class Builder {
        private final Program program;
        private final Alphabet alphabet;
        private final StepCounter steps;
        private final int rowLength;
        private final int[] stateOf;
        private final int[] pcOf;
        private final SparseSet visited = new SparseSet();
        private int[] stack = new int[16];
        /** With each way on the stack, conditions and slots. */
        private int[] conditionsOf = new int[16];

        private long[] slotsOf = new long[16];
        private long[] slotSets = new long[4];
        private int slotSetCount;
        private int depth;
        private int states = 1; // no state has the number of the first row, by which a pc without one is told
        private int done;
        private long[] table;

        Builder(Program program, Alphabet alphabet, Meter meter) {
            this.program = program;
            this.alphabet = alphabet;
            this.rowLength = alphabet.classCount() + 1;
            meter.chargeBuild(program.size() / SparseSet.INTS_PER_STEP);
            this.stateOf = new int[program.size()];
            this.pcOf = new int[program.threadCount() + 2];
            this.table = empty(4 * rowLength);
            visited.prepare(program.size(), meter);
            this.steps = StepCounter.ofBuild(meter);
        }

        @Nullable
        OnePass build() {
            int start = stateOf(program.start());
            boolean onePass = true;
            for (int state = 1; onePass && state < states; state++) {
                onePass = explore(state);
            }
            steps.finish();
            if (!onePass) {
                return null;
            }
            // The cell of a match is no way; what is marked there is not read.
            for (int cell = 0; cell < states * rowLength; cell++) {
                long match = table[cell] == NONE ? NONE : table[(int) (table[cell] & NEXT) + rowLength - 1];
                if (match != NONE) {
                    table[cell] |= conditions(match) == 0 ? NEXT_MATCHES : NEXT_MAY_MATCH;
                }
            }
            return new OnePass(
                    alphabet,
                    Arrays.copyOf(table, states * rowLength),
                    Arrays.copyOf(slotSets, slotSetCount),
                    start,
                    program.slotCount());
        }

        /** The cell where the row of a state begins. */
        private int stateOf(int pc) {
            if (stateOf[pc] == 0) {
                if ((states + 1) * rowLength > table.length) {
                    int filled = table.length;
                    table = Arrays.copyOf(table, 2 * filled);
                    Arrays.fill(table, filled, table.length, NONE);
                }
                pcOf[states] = pc;
                stateOf[pc] = states++ * rowLength;
            }
            return stateOf[pc];
        }

        private static long[] empty(int cells) {
            long[] table = new long[cells];
            Arrays.fill(table, NONE);
            return table;
        }

        private boolean step() {
            steps.step();
            return ++done < MAX_BUILD_STEPS;
        }

        private boolean explore(int state) {
            visited.clear();
            long matched = 0;
            push(pcOf[state], 0, 0);
            while (depth > 0) {
                int pc = stack[--depth];
                int conditions = conditionsOf[depth];
                long slots = slotsOf[depth];
                if (!step() || !visited.add(pc)) {
                    return false;
                }
                switch (program.op(pc)) {
                    case Program.SPLIT -> {
                        push(program.arg(pc), conditions, slots);
                        push(program.next(pc), conditions, slots);
                    }
                    case Program.CAPTURE -> push(program.next(pc), conditions, slots | slotBit(program.arg(pc)));
                    case Program.ASSERT -> push(program.next(pc), conditions | 1 << program.arg(pc), slots);
                    case Program.MATCH -> {
                        if (matched != 0) {
                            return false;
                        }
                        matched = MATCH_WINS;
                        table[state * rowLength + rowLength - 1] = way(conditions, slots) | MATCH_WINS;
                    }
                    case Program.FAIL -> {}
                    default -> {
                        if (!consume(state * rowLength, pc, way(conditions, slots) | matched)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        private static long slotBit(int slot) {
            return slot < FIRST_SLOT ? 0 : 1L << slot - FIRST_SLOT;
        }

        /** The part of a cell for conditions and slots. */
        private long way(int conditions, long slots) {
            long way = (long) conditions << CONDITIONS_SHIFT;
            if (slots == 0) {
                return way;
            }
            if (Long.bitCount(slots) == 1) {
                return way | (long) (Long.numberOfTrailingZeros(slots) + FIRST_SLOT) << SLOT_SHIFT;
            }
            int set = 0;
            while (set < slotSetCount && slotSets[set] != slots && step()) {
                set++;
            }
            if (set == slotSetCount) {
                if (set == slotSets.length) {
                    slotSets = Arrays.copyOf(slotSets, 2 * set);
                }
                slotSets[slotSetCount++] = slots;
            }
            return way | SLOT_SET | (long) set << SLOT_SHIFT;
        }

        private boolean consume(int row, int pc, long way) {
            long cell = stateOf(program.next(pc)) | way;
            if (program.op(pc) == Program.CHAR) {
                return step() && put(row + alphabet.classOfCodePoint(program.arg(pc)), cell);
            }
            for (int c = 0; c < alphabet.classCount(); c++) {
                if (!step() || program.consumes(pc, alphabet.representative(c)) && !put(row + c, cell)) {
                    return false;
                }
            }
            return true;
        }

        private boolean put(int at, long cell) {
            if (table[at] != NONE) {
                return false;
            }
            table[at] = cell;
            return true;
        }

        private void push(int pc, int conditions, long slots) {
            if (depth == stack.length) {
                stack = Arrays.copyOf(stack, 2 * depth);
                conditionsOf = Arrays.copyOf(conditionsOf, 2 * depth);
                slotsOf = Arrays.copyOf(slotsOf, 2 * depth);
            }
            stack[depth] = pc;
            conditionsOf[depth] = conditions;
            slotsOf[depth++] = slots;
        }
    }
}
