package dev.flyball.regex;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.spi.CompiledRegex;
import dev.flyball.spi.Providers;
import dev.flyball.spi.RegexProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A compiled regular expression. Syntax and results are those of RE2/J: leftmost-first, <code>$</code> is the end of the
 * text unless <code>(?m)</code>, <code>\d \w \s \b</code> are ASCII unless {@link RegexOptions#unicodeClasses()}. Constructs that need
 * backtracking (back-references, look-around, possessive and atomic groups) are refused when compiled.
 *
 * <p>Every operation takes linear time for each match it looks for, is charged to the {@link Meter} it is given, and
 * throws {@link BudgetExceededException} when that ends: running out is never reported as "no match".
 * {@link #cost()} tells the most it can be charged.
 *
 * <p>Inputs are sequences of chars; surrogate pairs are read as one code point, a lone surrogate as itself. All indexes
 * count chars. An input that is not a {@code String} is copied once, before it is read.
 *
 * <p>Immutable and thread-safe.
 */
public final class Regex {
    /** One step pays for the copy of so many chars. */
    private static final int CHARS_COPIED_PER_STEP = 64;

    private final String pattern;
    private final RegexOptions options;
    private final CompiledRegex compiled;

    private Regex(String pattern, RegexOptions options, CompiledRegex compiled) {
        this.pattern = pattern;
        this.options = options;
        this.compiled = compiled;
    }

    /**
     * Compiles a pattern with the default options.
     *
     * @throws RegexSyntaxException if the pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if compiling takes more than {@link RegexOptions#compileBudget()}
     */
    public static Regex compile(String pattern) {
        return compile(pattern, RegexOptions.defaults());
    }

    /**
     * Compiles a pattern.
     *
     * @throws RegexSyntaxException if the pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if compiling takes more than {@link RegexOptions#compileBudget()}
     */
    public static Regex compile(String pattern, RegexOptions options) {
        return compile(pattern, options, options.compileBudget().start());
    }

    /**
     * Compiles a pattern, charging a meter of the host's.
     *
     * @throws RegexSyntaxException if the pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if the meter ends
     */
    public static Regex compile(String pattern, RegexOptions options, Meter meter) {
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(meter, "meter");
        RegexProvider provider = Providers.regex(options.provider());
        return new Regex(pattern, options, provider.compile(pattern, options, meter));
    }

    /** A pattern that matches exactly this text: every special character is escaped. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }

    /** The pattern's text. */
    public String pattern() {
        return pattern;
    }

    /** The options it was compiled with. */
    public RegexOptions options() {
        return options;
    }

    /** The number of capturing groups, without the whole match. */
    public int groupCount() {
        return compiled.groupCount();
    }

    /** The named groups with their numbers, in the order of the numbers. */
    public Map<String, Integer> namedGroups() {
        return compiled.groupNames();
    }

    /** The most steps that each operation can be charged. */
    public CostBound cost() {
        return compiled.cost();
    }

    /** In words for a reader, not for a program: which engines run this pattern, and why. */
    public String explain() {
        return compiled.explain();
    }

    /**
     * Whether some part of the input matches: the cheapest question.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public boolean containsMatchIn(CharSequence input, Meter meter) {
        return compiled.containsMatchIn(text(input, meter), meter);
    }

    /**
     * Whether the whole input matches.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public boolean matches(CharSequence input, Meter meter) {
        return compiled.matches(text(input, meter), meter);
    }

    /**
     * The leftmost match, or null when there is none.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public @Nullable Match find(CharSequence input, Meter meter) {
        return find(input, 0, meter);
    }

    /**
     * The leftmost match that starts at or after an index, or null when there is none. What stands before the index is
     * seen: <code>^</code> does not match at it, <code>\b</code> looks back.
     *
     * @throws IndexOutOfBoundsException if {@code from} is negative or larger than the input's length
     * @throws BudgetExceededException if the meter ends
     */
    public @Nullable Match find(CharSequence input, int from, Meter meter) {
        String text = text(input, meter);
        Objects.checkIndex(from, text.length() + 1);
        int[] slots = allSlots();
        return compiled.find(text, from, slots, meter) ? new Match(this, text, slots, 0) : null;
    }

    /**
     * All matches in turn, none overlapping; an empty match may follow directly on another match. The list cannot be
     * changed, and is compact: a {@code Match} is made when it is taken from it.
     *
     * <p>More than linear for some patterns (see {@link #cost()}); each match is charged as much as it has groups.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public List<Match> findAll(CharSequence input, Meter meter) {
        String text = text(input, meter);
        MatchList matches = new MatchList(this, text);
        compiled.findAll(
                text,
                allSlots(),
                slots -> {
                    meter.charge(slots.length / 2);
                    matches.add(slots);
                    return true;
                },
                meter);
        return matches;
    }

    /**
     * Shows to a visitor where all matches start and end, in turn, as {@link #findAll} lists them. The groups are not looked
     * for, and nothing is allocated for a match: the quickest way to count, mark or cut.
     *
     * @param visitor what it throws ends the search and is thrown here
     * @throws BudgetExceededException if the meter ends
     */
    public void forEachSpan(CharSequence input, SpanVisitor visitor, Meter meter) {
        compiled.findAll(text(input, meter), new int[2], slots -> visitor.visit(slots[0], slots[1]), meter);
    }

    /**
     * Shows all matches in turn to a visitor, as {@link #findAll} lists them, until the visitor has seen enough. Nothing is
     * kept: for inputs with very many matches. The meter does not count what the visitor does, and looks at its clock every
     * few thousand steps: a slow visitor sees to the deadline itself.
     *
     * @param visitor returns whether to go on; what it throws ends the search and is thrown here
     * @throws BudgetExceededException if the meter ends
     */
    public void forEachMatch(CharSequence input, Predicate<? super Match> visitor, Meter meter) {
        String text = text(input, meter);
        compiled.findAll(
                text,
                allSlots(),
                slots -> {
                    meter.charge(slots.length / 2);
                    return visitor.test(new Match(this, text, slots.clone(), 0));
                },
                meter);
    }

    /**
     * The input with every match replaced.
     *
     * @param template the replacement, in which <code>$1</code> and <code>${name}</code> stand for groups (nothing for a group that
     *     took no part) and <code>\</code> takes the next character literally
     * @throws IllegalArgumentException if the template is malformed
     * @throws IndexOutOfBoundsException if the template names a group number that the pattern does not have
     * @throws BudgetExceededException if the meter ends: each char written is a step, and so is each group reference
     *     followed
     */
    public String replaceAll(CharSequence input, String template, Meter meter) {
        return replace(input, template, Integer.MAX_VALUE, meter);
    }

    /**
     * The input with the first match replaced.
     *
     * @param template as for {@link #replaceAll}
     * @throws IllegalArgumentException if the template is malformed
     * @throws IndexOutOfBoundsException if the template names a group number that the pattern does not have
     * @throws BudgetExceededException if the meter ends: each char written is a step, and so is each group reference
     *     followed
     */
    public String replaceFirst(CharSequence input, String template, Meter meter) {
        return replace(input, template, 1, meter);
    }

    private String replace(CharSequence input, String template, int most, Meter meter) {
        String text = text(input, meter);
        Replacement replacement = Replacement.parse(template, groupCount(), namedGroups(), meter);
        MeteredText result = new MeteredText(meter);
        int[] copied = {0, 0}; // up to where the input is copied; how many matches were replaced
        compiled.findAll(
                text,
                new int[2 * (replacement.highestGroup() + 1)],
                slots -> {
                    result.append(text, copied[0], slots[0]);
                    replacement.appendTo(result, text, slots, meter);
                    copied[0] = slots[1];
                    return ++copied[1] < most;
                },
                meter);
        if (copied[1] == 0) {
            return text;
        }
        result.append(text, copied[0], text.length());
        return result.toString();
    }

    /**
     * The pieces of the input between the matches, without empty pieces at the end: {@code split(input, 0, meter)}.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public List<String> split(CharSequence input, Meter meter) {
        return split(input, 0, meter);
    }

    /**
     * The pieces of the input between the matches, as {@link java.util.regex.Pattern#split(CharSequence, int)} gives
     * them: an empty match at the very beginning does not split.
     *
     * @param limit the most pieces if positive, the last one holding the rest; if zero, as many as there are, without
     *     empty ones at the end; if negative, all
     * @throws BudgetExceededException if the meter ends
     */
    public List<String> split(CharSequence input, int limit, Meter meter) {
        String text = text(input, meter);
        List<String> pieces = new ArrayList<>();
        int[] last = {0};
        if (limit != 1) {
            compiled.findAll(
                    text,
                    new int[2],
                    slots -> {
                        if (slots[1] == 0) {
                            return true;
                        }
                        meter.charge(slots[0] - last[0]);
                        pieces.add(text.substring(last[0], slots[0]));
                        last[0] = slots[1];
                        return limit <= 0 || pieces.size() < limit - 1;
                    },
                    meter);
        }
        if (pieces.isEmpty()) {
            return List.of(text);
        }
        meter.charge(text.length() - last[0]);
        pieces.add(text.substring(last[0]));
        if (limit == 0) {
            while (!pieces.isEmpty() && pieces.get(pieces.size() - 1).isEmpty()) {
                pieces.remove(pieces.size() - 1);
            }
        }
        return pieces;
    }

    private int[] allSlots() {
        return new int[2 * (compiled.groupCount() + 1)];
    }

    /** The compiled form, for {@link RegexSet}. */
    CompiledRegex compiled() {
        return compiled;
    }

    /** The input as a {@code String}, which no other thread can change while it is read. */
    static String text(CharSequence input, Meter meter) {
        if (input instanceof String string) {
            return string;
        }
        meter.stride();
        meter.charge(input.length() / CHARS_COPIED_PER_STEP + 1);
        return input.toString();
    }

    /** The pattern's text. */
    @Override
    public String toString() {
        return pattern;
    }
}
