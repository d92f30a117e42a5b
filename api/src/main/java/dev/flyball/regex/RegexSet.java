package dev.flyball.regex;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.spi.CompiledRegex;
import dev.flyball.spi.CompiledRegexSet;
import dev.flyball.spi.Providers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * Many patterns that are asked together which of them match somewhere in an input. A pattern's id is its place in the
 * list, from 0. The answer is always the same as asking each pattern by itself.
 *
 * <p>Immutable and thread-safe.
 */
public final class RegexSet {
    private final List<Regex> members;
    private final CompiledRegexSet compiled;

    private RegexSet(List<Regex> members, CompiledRegexSet compiled) {
        this.members = List.copyOf(members);
        this.compiled = compiled;
    }

    /**
     * Compiles a set with the default options.
     *
     * @throws RegexSyntaxException if a pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if compiling one of them takes more than {@link RegexOptions#compileBudget()}
     */
    public static RegexSet compile(List<String> patterns) {
        return compile(patterns, RegexOptions.defaults());
    }

    /**
     * Compiles a set.
     *
     * @param options for every pattern of the set; the compile budget is for each pattern
     * @throws RegexSyntaxException if a pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if compiling one of them takes more than {@link RegexOptions#compileBudget()}
     */
    public static RegexSet compile(List<String> patterns, RegexOptions options) {
        List<Regex> members = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            members.add(Regex.compile(pattern, options));
        }
        return of(members, options, options.compileBudget().start());
    }

    /**
     * Compiles a set, charging a meter of the host's.
     *
     * @param options for every pattern of the set
     * @throws RegexSyntaxException if a pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if the meter ends
     */
    public static RegexSet compile(List<String> patterns, RegexOptions options, Meter meter) {
        List<Regex> members = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            members.add(Regex.compile(pattern, options, meter));
        }
        return of(members, options, meter);
    }

    /**
     * A set of patterns that were compiled already, charging a meter of the host's.
     *
     * @param members at least one, all of one provider
     * @throws IllegalArgumentException if there is none, or they have several providers
     * @throws BudgetExceededException if the meter ends
     */
    public static RegexSet of(List<Regex> members, Meter meter) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a set of compiled patterns has at least one");
        }
        RegexOptions options = members.get(0).options();
        for (Regex member : members) {
            if (!Objects.equals(member.options().provider(), options.provider())) {
                throw new IllegalArgumentException("the patterns of a set are of one provider, not of "
                        + options.provider() + " and " + member.options().provider());
            }
        }
        return of(members, options, meter);
    }

    private static RegexSet of(List<Regex> members, RegexOptions options, Meter meter) {
        List<CompiledRegex> compiled = members.stream().map(Regex::compiled).toList();
        return new RegexSet(members, Providers.regex(options.provider()).compileSet(compiled, meter));
    }

    /** The number of patterns. */
    public int size() {
        return members.size();
    }

    /**
     * The pattern with that id, by itself.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Regex get(int id) {
        return members.get(id);
    }

    /** The most steps that one question to this set can be charged. */
    public CostBound cost() {
        return compiled.cost();
    }

    /** In words for a reader, not for a program: how the set is searched, and why. */
    public String explain() {
        return compiled.explain();
    }

    /**
     * The ids of all patterns that match some part of the input.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public BitSet matches(CharSequence input, Meter meter) {
        BitSet ids = new BitSet(size());
        compiled.matches(Regex.text(input, meter), meter, ids);
        return ids;
    }

    /**
     * The ids of all patterns that match some part of the input, without allocating.
     *
     * @param into is cleared first; when the meter ends it holds some of the ids
     * @throws BudgetExceededException if the meter ends
     */
    public void matches(CharSequence input, Meter meter, BitSet into) {
        Objects.requireNonNull(into, "into").clear();
        compiled.matches(Regex.text(input, meter), meter, into);
    }

    /**
     * Whether any pattern matches some part of the input.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public boolean matchesAny(CharSequence input, Meter meter) {
        return compiled.matchesAny(Regex.text(input, meter), meter);
    }

    /**
     * The lowest id of a pattern that matches some part of the input, or −1.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public int first(CharSequence input, Meter meter) {
        return compiled.first(Regex.text(input, meter), meter);
    }

    @Override
    public String toString() {
        return "RegexSet of " + size() + " patterns";
    }
}
