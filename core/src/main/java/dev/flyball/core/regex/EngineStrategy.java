package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.regex.engine.DfaStream;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.engine.PikeStream;
import dev.flyball.core.regex.engine.PikeVm;
import dev.flyball.core.regex.engine.StreamSearch;
import dev.flyball.core.regex.engine.TwoPass;
import dev.flyball.core.regex.literal.LiteralFinder;
import dev.flyball.core.regex.literal.LiteralScanner;
import dev.flyball.core.regex.literal.Literals;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.syntax.Node;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledRegex;
import org.jspecify.annotations.Nullable;

/**
 * Answers by automata, where there are any; these are the rules:
 *
 * <ol>
 *   <li>A pattern of more than {@value #MAX_DFA_PROGRAM} instructions, or with more character classes than are worth a table,
 *       runs in the Pike VM: the states of its automaton would be too large to keep.
 *   <li>Yes or no: the lazy DFA that stops at the first sign of a match; backwards from the end of the input for a pattern
 *       that can only match there.
 *   <li>The whole input: the lazy DFA for the longest match from the beginning.
 *   <li>Where a match is, and its groups: see {@link MatchFinder}.
 * </ol>
 *
 * <p>Automata are made when they are first asked. Thread-safe.
 */
final class EngineStrategy implements Strategy {
    private static final int MAX_DFA_PROGRAM = 10_000;

    /** A caller of find allocates slots for all groups, match or not: a step pays for so many. */
    private static final int SLOTS_PER_STEP = 64;

    private final boolean atBegin;
    private final Program program;
    private final PikeVm pikeVm;
    private final @Nullable Automata automata;
    private final Literals literals;
    private final Literals prefixes;
    private final @Nullable LiteralScanner required;
    private final @Nullable LiteralScanner prefix;

    private EngineStrategy(Node root, Program program, @Nullable Automata automata, LiteralFinder literals) {
        this.atBegin = root.isAtBegin();
        this.program = program;
        this.pikeVm = new PikeVm(program);
        this.automata = automata;
        this.literals = literals.required();
        this.prefixes = literals.prefix();
        // An anchored search ends where the pattern does not fit, as a rule long before the end of a scan.
        boolean anchored = atBegin || root.isAtEnd();
        this.required = anchored ? null : LiteralScanner.of(literals.required());
        this.prefix = anchored ? null : LiteralScanner.of(literals.prefix());
    }

    /** Compiles a pattern. */
    static EngineStrategy of(ParsedRegex parsed, Meter meter) {
        Program program = Compiler.compile(parsed, meter);
        LiteralFinder literals = LiteralFinder.of(parsed.root(), meter);
        Alphabet alphabet = program.size() > MAX_DFA_PROGRAM ? null : Alphabet.of(program, meter);
        Automata automata = alphabet == null ? null : new Automata(program, parsed.root(), alphabet);
        return new EngineStrategy(parsed.root(), program, automata, literals);
    }

    @Override
    public int programSize() {
        return program.size();
    }

    @Override
    public boolean contains(String input, Meter meter) {
        enter(meter);
        int from = 0;
        if (prefix != null) {
            from = prefix.next(input, 0, meter);
        } else if (required != null && required.next(input, 0, meter) == LiteralScanner.NONE) {
            from = LiteralScanner.NONE;
        }
        return from != LiteralScanner.NONE && containsFrom(input, from, meter);
    }

    @Override
    public boolean containsUnfiltered(String input, Meter meter) {
        return containsFrom(input, 0, meter);
    }

    @Override
    public @Nullable LazyDfa containsDfa() {
        return automata == null || automata.onlyAtEnd() ? null : automata.any.get();
    }

    @Override
    public StreamSearch stream(int member, Meter meter) {
        return automata == null
                ? new PikeStream(program, member, meter)
                : new DfaStream(automata.any.get(), member, meter);
    }

    @Override
    public CostBound streamCost() {
        return automata == null ? PikeStream.cost(program) : automata.streamCost();
    }

    @Override
    public Literals required() {
        return literals;
    }

    /** Sees whether the meter has ended, and charges a step: a scan for a literal may end before it does either. */
    private static void enter(Meter meter) {
        meter.stride();
        meter.charge(1);
    }

    private boolean containsFrom(String input, int from, Meter meter) {
        if (automata == null) {
            return pikeVm.contains(input, from, meter);
        }
        if (automata.onlyAtEnd()) {
            return automata.anyBackwards.get(meter).findStart(input, input.length(), from, meter) != LazyDfa.NO_MATCH;
        }
        return automata.any.get().find(input, from, meter) != LazyDfa.NO_MATCH;
    }

    @Override
    public boolean matches(String input, Meter meter) {
        return automata == null
                ? pikeVm.matches(input, meter)
                : automata.longest.get().find(input, 0, meter) == input.length();
    }

    @Override
    public boolean find(String input, int index, int[] slots, Meter meter) {
        meter.stride();
        meter.charge(1 + slots.length / SLOTS_PER_STEP);
        if (atBegin && index > 0) {
            return false;
        }
        if (automata != null) {
            return finder(automata, input, slots, meter).next(index);
        }
        int from = prefix == null ? index : prefix.next(input, index, meter);
        return from != LiteralScanner.NONE && pikeVm.find(input, from, slots, meter);
    }

    @Override
    public void findAll(String input, int[] slots, CompiledRegex.MatchVisitor visitor, Meter meter) {
        MatchFinder finder = automata == null ? null : finder(automata, input, slots, meter);
        int from = 0;
        enter(meter);
        while (from <= input.length()) {
            if (slots.length >= SLOTS_PER_STEP) {
                meter.charge(slots.length / SLOTS_PER_STEP);
            }
            boolean found = finder != null ? finder.next(from) : find(input, from, slots, meter);
            if (!found || !visitor.visit(slots)) {
                return;
            }
            from = CompiledRegex.after(input, slots);
        }
    }

    private MatchFinder finder(Automata automata, String input, int[] slots, Meter meter) {
        return new MatchFinder(automata, atBegin, prefix, prefix == null ? required : null, input, slots, meter);
    }

    @Override
    public CostBound cost() {
        CostBound search = automata == null ? pikeVm.cost() : automata.cost();
        CostBound find = automata == null ? pikeVm.cost() : automata.findCost();
        long fixed = 1L + program.slotCount() / SLOTS_PER_STEP + LiteralScanner.MAX_FIXED_STEPS;
        // A find may look for literals again after its tries.
        return search.plus(CostBound.linear(LiteralScanner.MAX_STEPS_PER_CHAR, fixed))
                .withFind(find.perChar() + 2 * LiteralScanner.MAX_STEPS_PER_CHAR, find.fixed() + 2 * fixed);
    }

    @Override
    public String explain() {
        String size = program.size() + " instructions";
        String first = prefix != null
                ? "; looks for the beginning first, one of " + prefixes
                : required != null ? "; looks first for what every match contains, one of " + literals : "";
        if (automata == null) {
            return "Pike VM over " + size + ": too large for an automaton" + first;
        }
        String yesOrNo = automata.onlyAtEnd() ? "lazy DFA backwards from the end" : "lazy DFA";
        String larger =
                (automata.hasTwoPass() ? "in two passes over matches of at most " + TwoPass.MAX_CHARS + " chars, " : "")
                        + "by bounded backtracking in short matches, by the Pike VM in long ones";
        String groups = program.slotCount() == 2
                ? ""
                : "; groups "
                        + (automata.mayBeOnePass() ? "by the one-pass automaton if the pattern has one, else " : "")
                        + larger;
        String places = automata.counts
                ? "; places by tries with much patience, since counted repetitions make other automata large"
                : "; places by tries, or where these fail too often by lazy DFAs for end and start";
        return yesOrNo + " over " + size + places + groups + first;
    }
}
