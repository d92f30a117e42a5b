package dev.flyball.core.engines;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.regex.engine.AnchoredScan;
import dev.flyball.core.regex.engine.BoundedBacktracker;
import dev.flyball.core.regex.engine.DfaLanes;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.engine.OnePass;
import dev.flyball.core.regex.engine.PikeVm;
import dev.flyball.core.regex.engine.RememberingScan;
import dev.flyball.core.regex.engine.TwoPass;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.program.Reverser;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.RegexOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One engine by itself, whatever the rules by which engines are chosen say. What an engine cannot do for a pattern or an
 * input, the Pike VM does in its place.
 */
final class ForcedEngine implements Engine {
    private static final Budget BUDGET = Budget.of(200_000_000, Duration.ofMinutes(1));

    /** Which one. */
    enum Kind {
        PIKE_VM,
        /** Places by Pike VM, groups by bounded backtracker. */
        BACKTRACKER,
        /** Places by Pike VM, groups in two passes. */
        TWO_PASS,
        /** Yes or no and the end by lazy DFA, the start by the reverse one. */
        LAZY_DFA,
        /** Tries at each place. */
        ANCHORED_DFA,
        ONE_PASS,
        /** Ends by a scan that remembers from the first match on. */
        REMEMBERING,
        /** The same, with room for a few places only. */
        REMEMBERING_LITTLE,
        /** Yes or no in one of the lanes of a set. */
        LANES
    }

    private final Kind kind;

    ForcedEngine(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return kind.name();
    }

    @Override
    public Program compile(String pattern, RegexOptions options) {
        Meter meter = BUDGET.start();
        return new Compiled(Parser.parse(pattern, options, meter), meter);
    }

    private final class Compiled implements Program {
        private final int slotCount;
        private final PikeVm pikeVm;
        private final BoundedBacktracker backtracker;
        private final LazyDfa any;
        private final LazyDfa longest;
        private final LazyDfa anchored;
        private final LazyDfa end;
        private final LazyDfa start;
        private final OnePass onePass;
        private final TwoPass twoPass;
        private final boolean hasAutomata;

        Compiled(ParsedRegex parsed, Meter meter) {
            var program = Compiler.compile(parsed, meter);
            var reverse = Reverser.reverse(program, meter);
            Alphabet alphabet = Alphabet.of(program, meter);
            this.slotCount = 2 * (parsed.groupCount() + 1);
            this.pikeVm = new PikeVm(program);
            this.backtracker = new BoundedBacktracker(program);
            this.hasAutomata = alphabet != null;
            this.any = hasAutomata ? LazyDfa.forAny(program, alphabet, false) : null;
            this.longest = hasAutomata ? LazyDfa.forLongest(program, alphabet) : null;
            this.anchored = hasAutomata ? LazyDfa.forAnchored(program, alphabet) : null;
            this.end = hasAutomata ? LazyDfa.forEnd(program, alphabet, false) : null;
            this.start = hasAutomata ? LazyDfa.forStart(reverse, alphabet) : null;
            this.onePass = hasAutomata ? OnePass.of(program, alphabet, meter) : null;
            boolean hasTwoPass = hasAutomata && TwoPass.fits(program, alphabet);
            this.twoPass = hasTwoPass ? TwoPass.of(program, alphabet, meter) : null;
        }

        @Override
        public boolean containsMatchIn(String input) {
            Meter meter = BUDGET.start();
            if (hasAutomata && kind == Kind.LANES) {
                DfaLanes lanes = new DfaLanes();
                if (lanes.begin(input, meter)) {
                    BitSet found = new BitSet();
                    for (int member = 0; member < 5; member++) {
                        lanes.add(any, member, input, found, meter);
                    }
                    lanes.finish(input, found, meter);
                    if (found.cardinality() % 5 != 0) {
                        throw new AssertionError("lanes differ: " + found);
                    }
                    return !found.isEmpty();
                }
            }
            if (hasAutomata && kind == Kind.LAZY_DFA) {
                return any.find(input, 0, meter) != LazyDfa.NO_MATCH;
            }
            return kind == Kind.PIKE_VM ? pikeVm.contains(input, 0, meter) : find(input, 0) != null;
        }

        @Override
        public boolean matches(String input) {
            return hasAutomata && kind == Kind.LAZY_DFA
                    ? longest.find(input, 0, BUDGET.start()) == input.length()
                    : pikeVm.matches(input, BUDGET.start());
        }

        @Override
        public int[] find(String input, int from) {
            int[] slots = new int[slotCount];
            return find(input, from, slots, BUDGET.start()) ? slots : null;
        }

        private boolean find(String input, int from, int[] slots, Meter meter) {
            var places = new AnchoredScan.Places(input, from, false, null, true);
            if (hasAutomata && kind == Kind.ANCHORED_DFA) {
                AnchoredScan scan = anchored.anchoredScan(places, meter);
                int found = scan.next(from);
                if (found != AnchoredScan.GAVE_UP) {
                    return found >= 0 && groups(input, found, scan.end(), slots, meter);
                }
            } else if (onePass != null && kind == Kind.ONE_PASS) {
                int found = onePass.scan(places, slots, meter).next(from);
                if (found != AnchoredScan.GAVE_UP) {
                    return found >= 0;
                }
            } else if (hasAutomata && kind == Kind.LAZY_DFA) {
                return between(input, from, end.find(input, from, meter), slots, meter);
            } else if (kind == Kind.BACKTRACKER || kind == Kind.TWO_PASS) {
                return pikeVm.find(input, from, slots, meter) && groups(input, slots[0], slots[1], slots, meter);
            }
            return pikeVm.find(input, from, slots, meter);
        }

        private boolean between(String input, int from, int found, int[] slots, Meter meter) {
            return found != LazyDfa.NO_MATCH
                    && groups(input, start.findStart(input, found, from, meter), found, slots, meter);
        }

        private boolean groups(String input, int from, int to, int[] slots, Meter meter) {
            if (twoPass != null && kind == Kind.TWO_PASS && to - from <= TwoPass.MAX_CHARS) {
                if (twoPass.findAt(input, from, to, slots, new int[to - from + 1], meter)) {
                    return true;
                }
            }
            if (backtracker.canRun(to - from)) {
                backtracker.findAt(input, from, to, slots, meter);
            } else {
                pikeVm.findAt(input, from, slots, meter);
            }
            return true;
        }

        @Override
        public List<int[]> findAll(String input) {
            if (!hasAutomata || kind != Kind.REMEMBERING && kind != Kind.REMEMBERING_LITTLE) {
                return Engine.iterate(this, input);
            }
            Meter meter = BUDGET.start();
            RememberingScan ends =
                    end.rememberingScan(input, kind == Kind.REMEMBERING_LITTLE ? 4 : RememberingScan.WINDOW, meter);
            List<int[]> matches = new ArrayList<>();
            int from = 0;
            int[] slots = new int[slotCount];
            while (from <= input.length() && between(input, from, ends.find(from), slots, meter)) {
                matches.add(slots.clone());
                from = slots[1] > slots[0] ? slots[1] : slots[1] + Engine.widthAt(input, slots[1]);
            }
            return matches;
        }
    }
}
