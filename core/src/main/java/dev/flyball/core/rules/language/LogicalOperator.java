package dev.flyball.core.rules.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands between conditions. */
enum LogicalOperator {
    AND,
    XOR,
    OR;

    private static final Map<String, LogicalOperator> BY_SPELLING =
            Map.of("and", AND, "&&", AND, "xor", XOR, "^^", XOR, "or", OR, "||", OR);

    /** The operator that is spelled so, or null. */
    static @Nullable LogicalOperator of(Token token) {
        return token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.WORD
                ? BY_SPELLING.get(token.text())
                : null;
    }

    /** As the documentation writes it. */
    String spelling() {
        return switch (this) {
            case AND -> "and";
            case XOR -> "xor";
            case OR -> "or";
        };
    }
}
