package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.MeteredOnce;
import dev.flyball.core.Once;
import dev.flyball.core.regex.engine.AnchoredScan;
import dev.flyball.core.regex.engine.BoundedBacktracker;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.engine.OnePass;
import dev.flyball.core.regex.engine.PikeVm;
import dev.flyball.core.regex.engine.RememberingScan;
import dev.flyball.core.regex.engine.TwoPass;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.program.Reverser;
import dev.flyball.core.regex.syntax.Node;
import dev.flyball.regex.CostBound;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The automata of a pattern, each made when it is first asked for. Thread-safe. */
final class Automata {
    /** So many instructions with sets, and so many times more than there are sets, come from counted repetitions. */
    private static final int MANY_SETS = 100;

    private static final int REPEATED = 8;

    /** Yes or no, as early as possible. */
    final Once<LazyDfa> any;

    /** Yes or no for a pattern that can match only at the end. */
    final MeteredOnce<LazyDfa> anyBackwards;

    /** Whether the whole input matches. */
    final Once<LazyDfa> longest;

    /** For trying one place after the other. */
    final Once<LazyDfa> anchored;

    /** Where the leftmost match ends. */
    final Once<LazyDfa> end;

    /** Where a match starts whose end is known. */
    final MeteredOnce<LazyDfa> start;

    /** Where a match is, and its groups; for some patterns. */
    final MeteredOnce<Optional<OnePass>> onePass;

    /** Whether long counted repetitions make it likely that the automata that are not anchored explode. */
    final boolean counts;

    private final boolean mayBeOnePass;

    /** The groups of short matches, for some patterns. */
    private final @Nullable MeteredOnce<TwoPass> twoPass;

    private final BoundedBacktracker backtracker;
    private final PikeVm pikeVm;
    private final Program program;
    private final Alphabet alphabet;
    private final CostBound oneWayCost;
    private final CostBound oneWayBackCost;
    private final boolean onlyAtEnd;

    /** The automata of a program, and of the reverse of it, which is made when it is first needed. */
    Automata(Program program, Node root, Alphabet alphabet) {
        this.program = program;
        this.alphabet = alphabet;
        boolean atBegin = root.isAtBegin();
        MeteredOnce<Program> reverse = new MeteredOnce<>(meter -> Reverser.reverse(program, meter));
        this.any = new Once<>(() -> LazyDfa.forAny(program, alphabet, atBegin));
        this.anyBackwards = new MeteredOnce<>(meter -> LazyDfa.forAnyBackwards(reverse.get(meter), alphabet));
        this.longest = new Once<>(() -> LazyDfa.forLongest(program, alphabet));
        this.anchored = new Once<>(() -> LazyDfa.forAnchored(program, alphabet));
        this.end = new Once<>(() -> LazyDfa.forEnd(program, alphabet, atBegin));
        this.start = new MeteredOnce<>(meter -> LazyDfa.forStart(reverse.get(meter), alphabet));
        this.onePass = new MeteredOnce<>(meter -> Optional.ofNullable(OnePass.of(program, alphabet, meter)));
        this.mayBeOnePass = OnePass.mayExist(program, alphabet);
        this.counts = program.count(Program.SET) > Math.max(MANY_SETS, REPEATED * program.distinctSets());
        this.twoPass = program.slotCount() > 2 && TwoPass.fits(program, alphabet)
                ? new MeteredOnce<>(meter -> TwoPass.of(program, alphabet, meter))
                : null;
        this.backtracker = new BoundedBacktracker(program);
        this.pikeVm = new PikeVm(program);
        this.oneWayCost = LazyDfa.cost(program, alphabet);
        this.oneWayBackCost =
                LazyDfa.reverseCost(program, alphabet).plus(CostBound.linear(0, Reverser.maxSteps(program)));
        this.onlyAtEnd = root.isAtEnd() && !atBegin;
    }

    /** Whether it is worth while to look whether there is a one-pass automaton. */
    boolean mayBeOnePass() {
        return mayBeOnePass;
    }

    /** Working memory for {@link #findGroups}, of one thread. */
    static final class GroupMemory {
        private int[] places = {};

        private int[] places(int chars) {
            if (places.length <= chars) {
                places = new int[Math.min(TwoPass.MAX_CHARS, 2 * chars) + 1];
            }
            return places;
        }
    }

    /** Whether the groups of short matches are found in two passes, as far as these can be prepared. */
    boolean hasTwoPass() {
        return twoPass != null;
    }

    /** Finds the groups of a match whose place is known. */
    void findGroups(String input, int start, int end, int[] slots, GroupMemory memory, Meter meter) {
        boolean backtracks = backtracker.canRun(end - start);
        if (twoPass != null && backtracks && end - start <= TwoPass.MAX_CHARS) {
            // The same scan steps, whatever is built.
            meter.charge(TwoPass.steps(end - start));
            if (!twoPass.get(meter).findAt(input, start, end, slots, memory.places(end - start), meter)) {
                backtracker.findAtByBuildSteps(input, start, end, slots, meter);
            }
        } else if (backtracks) {
            backtracker.findAt(input, start, end, slots, meter);
        } else {
            pikeVm.findAt(input, start, slots, meter);
        }
    }

    /** Whether a yes/no search begins at the end of the input, since nothing else can match. */
    boolean onlyAtEnd() {
        return onlyAtEnd;
    }

    /** The most that a yes/no search can be charged. */
    CostBound cost() {
        return onlyAtEnd ? oneWayCost.plus(oneWayBackCost) : oneWayCost;
    }

    /** The most that a yes/no search over a text in pieces can be charged. */
    CostBound streamCost() {
        return oneWayCost;
    }

    /** The most that finding a match can be charged: tries in vain, then the longer way, then the groups. */
    CostBound findCost() {
        long tries = AnchoredScan.MAX_STEPS_PER_CHAR;
        CostBound oneTry = LazyDfa.tryCost(program, alphabet);
        CostBound anchored = CostBound.linear(
                tries * oneTry.perChar() + RememberingScan.maxSteps(program),
                oneTry.fixed()
                        + AnchoredScan.MAX_FIXED_STEPS * oneTry.perChar()
                        + LazyDfa.SCAN_FIXED_STEPS
                        + OnePass.MAX_BUILD_STEPS
                        + RememberingScan.MAX_FIXED_STEPS);
        CostBound groups = pikeVm.cost();
        if (twoPass != null) {
            long perCell = TwoPass.maxBuildSteps(program);
            // Two cells a char; the tables are made at once.
            groups = groups.plus(CostBound.linear(2 + 2 * perCell, 1 + 2 * perCell));
        }
        return oneWayCost.plus(oneWayBackCost).plus(anchored).plus(groups);
    }
}
