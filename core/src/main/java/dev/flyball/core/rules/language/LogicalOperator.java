package dev.flyball.core.rules.language;

import org.jspecify.annotations.Nullable;

/** What stands between conditions. */
enum LogicalOperator {
    AND,
    XOR,
    OR;

    /** The operator that is spelled so, or null. */
    static @Nullable LogicalOperator of(Token token) {
        if (token.is("and") || token.is("&&")) {
            return AND;
        }
        if (token.is("xor") || token.is("^^")) {
            return XOR;
        }
        return token.is("or") || token.is("||") ? OR : null;
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
