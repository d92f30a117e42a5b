package dev.flyball.re2j;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import dev.flyball.regex.RegexSyntaxException.Reason;
import dev.flyball.spi.CompiledRegex;
import dev.flyball.spi.Providers;
import dev.flyball.spi.RegexProvider;
import java.util.Map;

/**
 * Runs patterns on RE2/J. A pattern is compiled by the default provider first, so that the limits, the errors and the
 * dialect are the same; what RE2/J cannot do, or could not be stopped at, is refused as
 * {@link Reason#UNSUPPORTED} or {@link Reason#TOO_LARGE}.
 *
 * <p>Its Unicode tables are those of RE2/J, which are older.
 */
public final class Re2jProvider implements RegexProvider {
    private static final String NAME = "re2j";
    private static final String ADMISSION = "flyball";

    /** RE2/J's time grows with the square of the length of a literal. */
    static final int MAX_PATTERN_LENGTH = 16_384;

    /** RE2/J visits and recurses into so many instructions at one char. */
    static final int MAX_INSTRUCTIONS = 20_000;

    /** RE2/J keeps the places of all groups for every instruction, twice. */
    static final int MAX_INSTRUCTIONS_TIMES_GROUPS = 1_000_000;

    /** Used by {@link java.util.ServiceLoader}. */
    public Re2jProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public CompiledRegex compile(String pattern, RegexOptions options, Meter meter) {
        if (options.unicodeClasses()) {
            throw refusal(
                    Reason.UNSUPPORTED, "RE2/J has no Unicode \\w \\d \\s \\b: use the default provider", pattern);
        }
        if (options.bytes()) {
            throw refusal(Reason.UNSUPPORTED, "RE2/J has no byte mode: use the default provider", pattern);
        }
        Map<String, Integer> groupNames =
                Providers.regex(ADMISSION).compile(pattern, options, meter).groupNames();
        if (pattern.length() > MAX_PATTERN_LENGTH) {
            throw tooLarge("a pattern of more than " + MAX_PATTERN_LENGTH + " chars", pattern);
        }
        String text = options.literal() ? Pattern.quote(pattern) : pattern;
        Expansion expansion = Expansion.of(text);
        if (expansion.instructions() > MAX_INSTRUCTIONS) {
            throw tooLarge("a program of more than " + MAX_INSTRUCTIONS + " instructions", pattern);
        }
        if (expansion.instructions() * (expansion.highestGroup() + 1) > MAX_INSTRUCTIONS_TIMES_GROUPS) {
            throw tooLarge("so many groups in so large a program", pattern);
        }
        meter.stride();
        meter.chargeBuild(text.length() + expansion.instructions());
        if (options.caseInsensitive() || text.contains("(?")) {
            Folding folding = Folding.of(text);
            if (folding.endlessAt() >= 0) {
                throw new RegexSyntaxException(
                        Reason.UNSUPPORTED,
                        "RE2/J cannot fold the case of U+1C80 to U+1C88: use the default provider",
                        pattern,
                        Math.min(folding.endlessAt(), pattern.length()));
            }
            meter.chargeBuild(folding.steps());
        }
        Pattern compiled = compile(text, pattern, options);
        Re2jRegex regex = new Re2jRegex(compiled, expansion.highestGroup(), groupNames);
        probe(regex, pattern);
        return regex;
    }

    private static Pattern compile(String text, String pattern, RegexOptions options) {
        int flags = (options.caseInsensitive() ? Pattern.CASE_INSENSITIVE : 0)
                | (options.dotAll() ? Pattern.DOTALL : 0)
                | (options.multiLine() ? Pattern.MULTILINE : 0);
        try {
            return Pattern.compile(options.ungreedy() ? "(?U)" + text : text, flags);
        } catch (PatternSyntaxException e) {
            String what = e.getDescription().equals("invalid repeat count")
                    ? "RE2/J repeats 1,000 times at most"
                    : "RE2/J says: " + e.getDescription();
            int index = e.getPattern() == null ? 0 : Math.max(0, pattern.indexOf(e.getPattern()));
            throw new RegexSyntaxException(Reason.UNSUPPORTED, what + ": use the default provider", pattern, index);
        } catch (StackOverflowError e) {
            throw tooDeep(pattern);
        }
    }

    /** Runs the program once: where it recurses too deep from its start, that is known now and not at the first search. */
    private static void probe(Re2jRegex regex, String pattern) {
        try {
            regex.containsMatchIn(
                    "", Budget.of(10L * MAX_INSTRUCTIONS, Budget.MAX_TIME).start());
        } catch (IllegalStateException e) {
            throw tooDeep(pattern);
        }
    }

    private static RegexSyntaxException tooDeep(String pattern) {
        return tooLarge("a pattern for which it recurses so deep", pattern);
    }

    private static RegexSyntaxException tooLarge(String what, String pattern) {
        return refusal(Reason.TOO_LARGE, "RE2/J is not given " + what + ": use the default provider", pattern);
    }

    private static RegexSyntaxException refusal(Reason reason, String description, String pattern) {
        return new RegexSyntaxException(reason, description, pattern, 0);
    }
}
