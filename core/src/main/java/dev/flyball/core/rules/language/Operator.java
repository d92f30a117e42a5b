package dev.flyball.core.rules.language;

import dev.flyball.core.rules.runtime.Relation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands between a value and a literal. */
enum Operator {
    EQUAL("eq", "==", Relation.EQUAL),
    NOT_EQUAL("ne", "!=", Relation.NOT_EQUAL),
    LESS("lt", "<", Relation.LESS),
    LESS_OR_EQUAL("le", "<=", Relation.LESS_OR_EQUAL),
    GREATER("gt", ">", Relation.GREATER),
    GREATER_OR_EQUAL("ge", ">=", Relation.GREATER_OR_EQUAL),
    HAS_BITS("bitwise_and", "&", null),
    CONTAINS("contains", null, null),
    MATCHES("matches", "~", null),
    WILDCARD("wildcard", null, null),
    /** Two words; the second is {@code wildcard}. */
    STRICT_WILDCARD("strict", null, null),
    IN("in", null, null);

    private static final Map<String, Operator> BY_SPELLING = bySpelling();

    private final String word;
    private final @Nullable String symbol;
    private final @Nullable Relation relation;

    Operator(String word, @Nullable String symbol, @Nullable Relation relation) {
        this.word = word;
        this.symbol = symbol;
        this.relation = relation;
    }

    /** The operator whose first token this is, or null. */
    static @Nullable Operator of(Token token) {
        return token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.WORD
                ? BY_SPELLING.get(token.text())
                : null;
    }

    private static Map<String, Operator> bySpelling() {
        Map<String, Operator> bySpelling = new HashMap<>();
        for (Operator operator : values()) {
            bySpelling.put(operator.word, operator);
            if (operator.symbol != null) {
                bySpelling.put(operator.symbol, operator);
            }
        }
        return bySpelling;
    }

    /** The words of all operators. */
    static List<String> words() {
        return Arrays.stream(values()).map(operator -> operator.word).toList();
    }

    /** All operators, for messages. */
    static String spellings() {
        return Arrays.stream(values()).map(Operator::spelling).collect(Collectors.joining(", "));
    }

    /** As the documentation writes it. */
    String spelling() {
        return this == STRICT_WILDCARD ? "strict wildcard" : word;
    }

    /** How values stand to each other if this compares them by order; else null. */
    @Nullable
    Relation relation() {
        return relation;
    }
}
