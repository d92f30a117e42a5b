package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.function.FunctionTable;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the text of a condition to its typed form: tokens, syntax, types. Immutable and thread-safe. */
public final class ConditionCompiler {
    private final Schema schema;
    private final FunctionTable functions;
    private final NamedLists lists;
    private final RuleOptions options;

    public ConditionCompiler(Schema schema, NamedLists lists, RuleOptions options) {
        this.schema = schema;
        this.functions = FunctionTable.of(options.functions().values());
        this.lists = lists;
        this.options = options;
    }

    /**
     * The typed condition, or null after adding at least one problem; as many independent problems of the text are
     * told as can be.
     *
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    public Typed.@Nullable Expression compile(String text, List<Problem> problems, Meter meter) {
        Problems found = new Problems();
        Typed.Expression typed = typed(text, found, meter);
        problems.addAll(found.inOrder());
        return found.areThere() ? null : typed;
    }

    private Typed.@Nullable Expression typed(String text, Problems problems, Meter meter) {
        int most = options.maxExpressionLength();
        if (isLongerThan(most, text)) {
            problems.add(
                    new Span(0, 0), "this condition has more than " + most + " bytes: split it into several rules");
            return null;
        }
        List<Token> tokens = Lexer.tokens(text, problems, meter);
        Syntax.Expression syntax = Parser.parse(tokens, options.maxNesting(), problems, meter);
        return new TypeChecker(text, schema, functions, lists, options, problems, meter).condition(syntax);
    }

    /** Whether a text has more than so many bytes in UTF-8; looks at no more of it than that. */
    private static boolean isLongerThan(int bytes, String text) {
        if (text.length() > bytes) {
            return true;
        }
        long length = 0;
        for (int i = 0; i < text.length() && length <= bytes; i++) {
            char c = text.charAt(i);
            // Each half of a surrogate pair counts 2 of its 4 bytes.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length > bytes;
    }
}
