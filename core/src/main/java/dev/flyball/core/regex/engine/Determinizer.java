package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.ScratchPool;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.syntax.ConditionSets;
import dev.flyball.core.regex.syntax.Node.Assertion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The powerset construction, one transition at a time. A condition such as <code>$</code> or <code>\b</code> depends on the next
 * character. A state that waits for one is kept as the instructions that its ways begin with, in their order, and they are
 * followed again when the character is known: only so a way that opens late gets the rank that it has. A match is told one
 * character late.
 *
 * <p>Every way that is followed and every instruction of a state is a build step. Immutable and thread-safe but for the
 * {@link Memory} that a caller brings.
 */
final class Determinizer {
    /** What matches are looked for. */
    enum Matches {
        /** The leftmost-first match: what comes after a match in the order of priority is cut off. */
        LEFTMOST_FIRST,
        /** All matches, of which the searcher takes the longest; order does not count. */
        ALL,
        /** Any match, as soon as it is known; order does not count. */
        ANY
    }

    /** Working memory, for one thread at a time. */
    static final class Memory {
        private static final ScratchPool<Memory> POOL = new ScratchPool<>(Memory::new);

        /** What has grown larger than this many ints is not kept: 1 MB. */
        private static final int MAX_KEPT_INTS = 1 << 18;

        private final SparseSet visited = new SparseSet();
        private int[] stack = new int[32];
        private int[] kept = {};
        private int keptCount;
        private int[] keptBefore = {};
        private int[] roots = {};
        private int rootCount;
        private int needed;

        private void prepare(Program program, Meter meter) {
            visited.prepare(program.size(), meter);
            if (kept.length < program.size()) {
                meter.chargeBuild(3L * program.size() / SparseSet.INTS_PER_STEP);
                // The one that tells the size comes last, so that a failed allocation leaves none too short for it.
                roots = new int[program.size()];
                keptBefore = new int[program.size()];
                kept = new int[program.size()];
            }
        }

        private void clear() {
            visited.clear();
            keptCount = 0;
            rootCount = 0;
            needed = 0;
        }

        /** An empty set for the instructions of a program. */
        SparseSet visited(Program program, Meter meter) {
            visited.prepare(program.size(), meter);
            return visited;
        }

        /** Working memory for the caller alone. */
        static Memory take() {
            return POOL.take();
        }

        /** Leaves the memory to others. */
        void giveBack() {
            if (visited.capacity() + stack.length + 3 * kept.length <= MAX_KEPT_INTS) {
                POOL.giveBack(this);
            }
        }
    }

    private static final int END_TEXT = bit(Assertion.Kind.END_TEXT);
    private static final int END_LINE = bit(Assertion.Kind.END_LINE);
    private static final int BEGIN_TEXT = bit(Assertion.Kind.BEGIN_TEXT);
    private static final int BEGIN_LINE = bit(Assertion.Kind.BEGIN_LINE);
    private static final int BOUNDARY = bit(Assertion.Kind.WORD_BOUNDARY) | bit(Assertion.Kind.UNICODE_WORD_BOUNDARY);
    private static final int NO_BOUNDARY =
            bit(Assertion.Kind.NOT_WORD_BOUNDARY) | bit(Assertion.Kind.NOT_UNICODE_WORD_BOUNDARY);
    private static final int BY_NEXT = END_TEXT | END_LINE | BOUNDARY | NO_BOUNDARY;

    private final Program program;
    private final Alphabet alphabet;
    private final Matches matches;
    private final boolean unanchored;
    private final boolean unicodeWords;

    Determinizer(Program program, Alphabet alphabet, Matches matches, boolean unanchored) {
        this.program = program;
        this.alphabet = alphabet;
        this.matches = matches;
        this.unanchored = unanchored;
        this.unicodeWords = program.uses(Assertion.Kind.UNICODE_WORD_BOUNDARY)
                || program.uses(Assertion.Kind.NOT_UNICODE_WORD_BOUNDARY);
    }

    Program program() {
        return program;
    }

    private static int bit(Assertion.Kind kind) {
        return 1 << kind.code();
    }

    /** Whether a condition, by its code, depends on the next character. */
    static boolean waitsForNext(int condition) {
        return (1 << condition & BY_NEXT) != 0;
    }

    /** The character class that stands for the end of the text. */
    int endClass() {
        return alphabet.classCount() + 1;
    }

    /**
     * The state in which a search begins.
     *
     * @param before the code point before the place, or −1 at the beginning of the text
     */
    DfaState start(int before, Memory memory, Meter meter) {
        memory.prepare(program, meter);
        StepCounter steps = StepCounter.ofBuild(meter);
        memory.clear();
        int holding = holdingAfter(before);
        follow(program.start(), holding, memory, steps);
        return state(unanchored ? DfaState.SEEDING : 0, before, holding, memory, steps);
    }

    /** The state after a character of that class, or null if no match can be reached any more. */
    @Nullable
    DfaState next(DfaState from, int characterClass, Memory memory, Meter meter) {
        memory.prepare(program, meter);
        StepCounter steps = StepCounter.ofBuild(meter);
        int c = characterClass == endClass() ? -1 : alphabet.representative(characterClass);
        int[] pcs = from.pcs;
        int count = pcs.length;
        int nextHolds = holdingBefore(from.has(DfaState.FROM_WORD), c);
        if (from.needed() != 0) {
            memory.clear();
            for (int pc : pcs) {
                follow(pc, from.holding() | nextHolds, memory, steps);
            }
            count = memory.keptCount;
            pcs = memory.kept;
            memory.kept = memory.keptBefore;
            memory.keptBefore = pcs;
        }
        memory.clear();
        int holding = holdingAfter(c);
        int flags = from.flags & DfaState.SEEDING;
        for (int i = 0; i < count; i++) {
            steps.step();
            int pc = pcs[i];
            if (program.op(pc) == Program.MATCH) {
                flags |= DfaState.MATCH;
                if (matches == Matches.LEFTMOST_FIRST) {
                    flags &= ~DfaState.SEEDING;
                    break;
                }
            } else if (c >= 0 && program.consumes(pc, c)) {
                follow(program.next(pc), holding, memory, steps);
            }
        }
        if ((flags & DfaState.SEEDING) != 0 && c >= 0) {
            follow(program.start(), holding, memory, steps);
        }
        DfaState state = state(flags, c, holding, memory, steps);
        boolean dead = state.pcs.length == 0 && !state.has(DfaState.MATCH | DfaState.SEEDING);
        return dead ? null : state;
    }

    private DfaState state(int flags, int before, int holding, Memory memory, StepCounter steps) {
        int all = flags;
        boolean waits = memory.needed != 0;
        if (matches == Matches.ANY) {
            for (int i = 0; i < memory.keptCount; i++) {
                steps.step();
                if (program.op(memory.kept[i]) == Program.MATCH) {
                    all |= DfaState.MATCH;
                }
            }
        }
        if (waits) {
            all |= DfaState.conditions(memory.needed, holding);
            if (before >= 0 && isWord(before)) {
                all |= DfaState.FROM_WORD;
            }
        }
        int count = waits ? memory.rootCount : memory.keptCount;
        for (int i = 0; i < count; i++) {
            steps.step();
        }
        int[] pcs = Arrays.copyOf(waits ? memory.roots : memory.kept, count);
        if (matches != Matches.LEFTMOST_FIRST) {
            Arrays.sort(pcs);
        }
        steps.finish();
        return new DfaState(pcs, all);
    }

    /** Keeps the instructions that wait for a character and are reached from this one, the preferred ways first. */
    private void follow(int start, int holding, Memory memory, StepCounter steps) {
        if (memory.visited.contains(start)) {
            steps.step();
            return;
        }
        memory.roots[memory.rootCount++] = start;
        int depth = push(0, start, memory);
        while (depth > 0) {
            int pc = memory.stack[--depth];
            while (true) {
                steps.step();
                if (!memory.visited.add(pc)) {
                    break;
                }
                byte op = program.op(pc);
                if (op == Program.SPLIT) {
                    depth = push(depth, program.arg(pc), memory);
                } else if (op == Program.ASSERT) {
                    int condition = 1 << program.arg(pc);
                    if ((condition & holding) == 0) {
                        memory.needed |= condition & BY_NEXT;
                        break;
                    }
                } else if (op != Program.CAPTURE) {
                    if (op != Program.FAIL) {
                        memory.kept[memory.keptCount++] = pc;
                    }
                    break;
                }
                pc = program.next(pc);
            }
        }
    }

    private static int push(int depth, int pc, Memory memory) {
        if (depth == memory.stack.length) {
            memory.stack = Arrays.copyOf(memory.stack, 2 * depth);
        }
        memory.stack[depth] = pc;
        return depth + 1;
    }

    /** The conditions that hold after a code point, as far as it alone decides; −1 is the beginning of the text. */
    private static int holdingAfter(int before) {
        return before < 0 ? BEGIN_TEXT | BEGIN_LINE : before == '\n' ? BEGIN_LINE : 0;
    }

    /** The conditions that hold before a code point; −1 is the end of the text. */
    private int holdingBefore(boolean fromWord, int next) {
        int boundary = fromWord != (next >= 0 && isWord(next)) ? BOUNDARY : NO_BOUNDARY;
        return boundary | (next < 0 ? END_TEXT | END_LINE : next == '\n' ? END_LINE : 0);
    }

    /** Whether a condition on words takes the code point for a word character. */
    boolean isWord(int codePoint) {
        return unicodeWords ? ConditionSets.unicodeWord().contains(codePoint) : Assertions.isWord(codePoint);
    }

    /** The most steps of a transition, or of a start, of a program with so many instructions, and SPLITs among them. */
    static long maxSteps(long size, long splits) {
        long ways = size + splits + 1L;
        // Followed twice where conditions wait, from every instruction of the state; then the state is copied.
        long memory = 4L * size / SparseSet.INTS_PER_STEP;
        return 2 * (ways + size) + 3L * size + memory + 4;
    }
}
