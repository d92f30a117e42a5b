package dev.flyball.core.regex.engine;

import dev.flyball.Meter;
import dev.flyball.core.ScratchPool;
import dev.flyball.core.regex.program.Program;
import dev.flyball.regex.CostBound;

/**
 * Simulates a program on all its paths at once, in the order of their priority (Pike's virtual machine, as described by
 * Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009). It answers every question about every program,
 * at a price: each character costs up to as many steps as the program has instructions and ways between them.
 *
 * <p>A thread carries the slots it has filled, so memory is threads times slots. When a pattern has so many groups that
 * this passes a limit, the groups are found in several passes over the match, a window of slots each: all passes follow
 * the same path.
 *
 * <p>Thread-safe: the state of a search is in a {@link PikeSearch}.
 */
public final class PikeVm {
    /** The most ints that the slots of all threads at one position may take: 256 KB, which no collector treats as huge. */
    private static final int MAX_SLOT_INTS = 1 << 16;

    private static final int[] NO_SLOTS = {};

    private static final ScratchPool<PikeSearch.Memory> POOL =
            new ScratchPool<>(PikeSearch.Memory::new, PikeSearch.Memory::capacity);

    private final Program program;
    private final int window;

    public PikeVm(Program program) {
        this.program = program;
        int most = Math.max(2, MAX_SLOT_INTS / program.threadCount() & ~1);
        this.window = Math.min(program.slotCount(), most);
    }

    /** Whether there is a match that starts at or after an index. */
    public boolean contains(String input, int from, Meter meter) {
        return search(input, from, PikeSearch.Goal.ANY, NO_SLOTS, 0, meter);
    }

    /** Whether the whole input matches. */
    public boolean matches(String input, Meter meter) {
        return search(input, 0, PikeSearch.Goal.WHOLE, NO_SLOTS, 0, meter);
    }

    /**
     * Finds the leftmost-first match that starts at or after an index.
     *
     * @param slots as for {@link dev.flyball.spi.CompiledRegex#find}
     */
    public boolean find(String input, int from, int[] slots, Meter meter) {
        return find(input, from, PikeSearch.Goal.LEFTMOST, slots, meter);
    }

    /** Finds the slots of the leftmost-first match that is known to start at an index. */
    public boolean findAt(String input, int start, int[] slots, Meter meter) {
        return find(input, start, PikeSearch.Goal.LEFTMOST_HERE, slots, meter);
    }

    private boolean find(String input, int from, PikeSearch.Goal goal, int[] slots, Meter meter) {
        int wanted = Math.min(slots.length, program.slotCount());
        for (int done = 0; done < wanted; done += window) {
            int[] some = new int[Math.min(window, wanted - done)];
            boolean found = done == 0
                    ? search(input, from, goal, some, 0, meter)
                    : search(input, slots[0], PikeSearch.Goal.LEFTMOST_HERE, some, done, meter);
            if (!found) {
                return false;
            }
            System.arraycopy(some, 0, slots, done, some.length);
        }
        return true;
    }

    private boolean search(String input, int from, PikeSearch.Goal goal, int[] slots, int firstSlot, Meter meter) {
        PikeSearch.Memory memory = POOL.take();
        try {
            return new PikeSearch(program, input, goal, slots, firstSlot, memory, meter).run(from);
        } finally {
            POOL.giveBack(memory);
        }
    }

    /** The most that a search can be charged. */
    public CostBound cost() {
        long threads = program.threadCount();
        // The way in, one way on from every thread of the position before, and the ways between the other instructions.
        long ways = 1 + threads + (program.size() - threads) + program.count(Program.SPLIT);
        // Slots are written for a new thread, when one is kept, and when one goes on or is the match.
        long perPass = 1 + ways + threads + (1 + 2 * threads) * (long) PikeSearch.stepsPerRow(window);
        long passes = (program.slotCount() + window - 1L) / window;
        // There is one position more than there are characters.
        long fixed = passes * (perPass + 2 * PikeThreads.maxBuildSteps(program, window));
        return CostBound.linear(passes * perPass, fixed);
    }
}
