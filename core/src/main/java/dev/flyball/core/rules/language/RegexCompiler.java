package dev.flyball.core.rules.language;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexSyntaxException;
import dev.flyball.rules.RuleOptions;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compiles the regexes of one condition, of which there may be so many, and tells what is wrong with them. */
final class RegexCompiler {
    private final RuleOptions options;
    private final Problems problems;
    private final Meter meter;
    private int regexes;

    RegexCompiler(RuleOptions options, Problems problems, Meter meter) {
        this.options = options;
        this.problems = problems;
        this.meter = meter;
    }

    /**
     * The regex, or null after telling why there is none.
     *
     * @param span of the pattern in the condition
     * @param origins from an index in the pattern to where that stands in the condition
     */
    @Nullable
    Regex compile(String pattern, Span span, IntUnaryOperator origins) {
        int most = options.maxRegexesPerRule();
        if (++regexes > most) {
            if (regexes == most + 1) {
                problems.add(span, "a condition may have " + most + " regexes at most");
            }
            return null;
        }
        long mostSteps = options.regexOptions().compileBudget().maxSteps();
        try {
            return Regex.compile(pattern, options.regexOptions(), meter.slice(mostSteps));
        } catch (RegexSyntaxException e) {
            int offset = origins.applyAsInt(e.index());
            problems.add(new Span(offset, offset), e.description());
        } catch (BudgetExceededException e) {
            if (e.reason() != BudgetExceededException.Reason.STEPS || meter.stepsRemaining() == 0) {
                throw e;
            }
            problems.add(span, "this regex is too expensive: compiling it takes more than " + mostSteps + " steps");
        }
        return null;
    }
}
