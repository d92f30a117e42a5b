package dev.flyball.core.rules.language;

import dev.flyball.core.rules.function.Parameter;
import dev.flyball.regex.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What functions can make of a literal: regexes and wildcards. For one literal. */
final class LiteralCompiler implements Parameter.Compiler {
    private final RegexCompiler regexes;
    private final Span span;

    LiteralCompiler(RegexCompiler regexes, Span span) {
        this.regexes = regexes;
        this.span = span;
    }

    @Override
    public @Nullable Regex regex(String pattern) {
        // The escapes of the string are gone: what is wrong is told of the whole of it.
        return regexes.compile(pattern, span, index -> span.start());
    }

    @Override
    public List<String> wildcard(String pattern) {
        try {
            return WildcardParser.parts(pattern);
        } catch (Literals.Malformed e) {
            throw new IllegalArgumentException(e.text(), e);
        }
    }
}
