package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.engine.StreamSearch;
import dev.flyball.core.regex.literal.LiteralFinder;
import dev.flyball.core.regex.literal.Literals;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledRegex;
import org.jspecify.annotations.Nullable;

/** How questions about one pattern are answered: {@link #of} chooses. Thread-safe. */
interface Strategy {
    /**
     * The strategy for a pattern: a pattern without groups that is one text is looked for as such, any other goes to the
     * engines.
     */
    static Strategy of(ParsedRegex parsed, Meter meter) {
        String text = parsed.groupCount() == 0 ? LiteralFinder.oneText(parsed.root(), meter) : null;
        return text != null ? new TextStrategy(text) : EngineStrategy.of(parsed, meter);
    }

    /** The number of instructions of the pattern's program. */
    int programSize();

    /** The most that a search can be charged. */
    CostBound cost();

    /** In words: how, and why. */
    String explain();

    /** Whether some part of the input matches. */
    boolean contains(String input, Meter meter);

    /** The same, without looking for the required literals first: for a caller that has done so. */
    boolean containsUnfiltered(String input, Meter meter);

    /** The automaton that alone answers {@link #containsUnfiltered}, from the beginning of the input; or null. */
    @Nullable
    LazyDfa containsDfa();

    /** Begins a yes/no search over a text that comes in pieces, for the pattern with this id in its set. */
    StreamSearch stream(int member, Meter meter);

    /** The most that such a search can be charged. */
    CostBound streamCost();

    /** Texts one of which every match contains; only the empty text if there are none. */
    Literals required();

    /** Whether the whole input matches. */
    boolean matches(String input, Meter meter);

    /** See {@link CompiledRegex#find}. */
    boolean find(String input, int from, int[] slots, Meter meter);

    /** See {@link CompiledRegex#findAll}. */
    void findAll(String input, int[] slots, CompiledRegex.MatchVisitor visitor, Meter meter);
}
