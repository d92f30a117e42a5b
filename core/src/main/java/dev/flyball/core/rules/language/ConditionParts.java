package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.rules.RuleOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a condition that {@code and}, {@code or}, {@code xor} and {@code not} join, each a condition by itself: what
 * to show of a condition whose value surprises. It recurses as deep as the condition nests.
 */
public final class ConditionParts {
    private ConditionParts() {}

    /**
     * The first so many parts, in their order; the condition itself if it is not joined of any.
     *
     * @param text a condition without mistakes
     */
    public static List<String> of(String text, int most, RuleOptions options, Meter meter) {
        Problems problems = new Problems();
        List<Token> tokens = Lexer.tokens(text, problems, meter);
        Syntax.Expression syntax = Parser.parse(tokens, options.maxNesting(), problems, meter);
        List<String> parts = new ArrayList<>();
        add(syntax, text, most, parts);
        return parts;
    }

    private static void add(Syntax.Expression syntax, String text, int most, List<String> parts) {
        if (syntax instanceof Syntax.Logical logical) {
            for (Syntax.Expression operand : logical.operands()) {
                add(operand, text, most, parts);
            }
        } else if (syntax instanceof Syntax.Not not && !(not.operand() instanceof Syntax.Comparison)) {
            add(not.operand(), text, most, parts);
        } else if (parts.size() < most) {
            parts.add(text.substring(syntax.span().start(), syntax.span().end()));
        }
    }
}
