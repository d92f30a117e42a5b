package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.regex.engine.DfaStream;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.engine.PikeStream;
import dev.flyball.core.regex.engine.PikeVm;
import dev.flyball.core.regex.engine.StreamSearch;
import dev.flyball.core.regex.literal.LiteralFinder;
import dev.flyball.core.regex.literal.LiteralScanner;
import dev.flyball.core.regex.literal.Literals;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.ConditionSets;
import dev.flyball.core.regex.syntax.Node;
import dev.flyball.core.regex.syntax.Node.Assertion;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledRegex;
import java.util.ArrayList;
import java.util.List;
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
 *   <li>Where a match is: the lazy DFA forwards for its end, then the one of the reverse program backwards for its start.
 *   <li>The groups: the bounded backtracker if the match is short enough, else the Pike VM, over just the match.
 * </ol>
 *
 * <p>Automata are made when they are first asked. Thread-safe.
 */
final class EngineStrategy implements Strategy {
    private static final int MAX_DFA_PROGRAM = 10_000;

    /** A caller of find allocates slots for all groups, match or not: a step pays for so many. */
    private static final int SLOTS_PER_STEP = 64;

    private final boolean atBegin;
    private final boolean atEnd;
    private final Program program;
    private final PikeVm pikeVm;
    private final @Nullable Automata automata;
    private final Literals literals;
    private final @Nullable LiteralScanner required;
    private final @Nullable LiteralScanner prefix;

    private EngineStrategy(Node root, Program program, @Nullable Automata automata, LiteralFinder literals) {
        this.atBegin = root.isAtBegin();
        this.atEnd = root.isAtEnd();
        this.program = program;
        this.pikeVm = new PikeVm(program);
        this.automata = automata;
        this.literals = literals.required();
        // An anchored search ends where the pattern does not fit, as a rule long before the end of a scan.
        boolean anchored = atBegin || atEnd;
        this.required = anchored ? null : LiteralScanner.of(literals.required());
        this.prefix = anchored ? null : LiteralScanner.of(literals.prefix());
    }

    /** Compiles a pattern. */
    static EngineStrategy of(ParsedRegex parsed, Meter meter) {
        Program program = Compiler.compile(parsed, meter);
        LiteralFinder literals = LiteralFinder.of(parsed.root(), meter);
        Alphabet alphabet =
                program.size() > MAX_DFA_PROGRAM ? null : Alphabet.of(List.of(program), distinguished(program), meter);
        Automata automata = alphabet == null ? null : new Automata(program, parsed.root(), alphabet);
        return new EngineStrategy(parsed.root(), program, automata, literals);
    }

    /** The code points that conditions look at. */
    private static List<CodePointSet> distinguished(Program program) {
        List<CodePointSet> sets = new ArrayList<>();
        if (program.uses(Assertion.Kind.BEGIN_LINE) || program.uses(Assertion.Kind.END_LINE)) {
            sets.add(ConditionSets.newline());
        }
        if (program.uses(Assertion.Kind.WORD_BOUNDARY) || program.uses(Assertion.Kind.NOT_WORD_BOUNDARY)) {
            sets.add(ConditionSets.asciiWord());
        }
        if (program.uses(Assertion.Kind.UNICODE_WORD_BOUNDARY)
                || program.uses(Assertion.Kind.NOT_UNICODE_WORD_BOUNDARY)) {
            sets.add(ConditionSets.unicodeWord());
        }
        return sets;
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
        return automata == null || atEnd && !atBegin ? null : automata.any.get();
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
        if (atEnd && !atBegin) {
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
        return automata == null
                ? "Pike VM over " + size + ": too large for an automaton"
                : "lazy DFA over " + size + "; groups by bounded backtracking in short matches, else by the Pike VM";
    }
}
