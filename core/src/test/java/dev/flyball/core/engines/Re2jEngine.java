package dev.flyball.core.engines;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.flyball.regex.RegexOptions;
import java.util.List;

/** RE2/J itself, without a meter: the reference for syntax and results. */
public final class Re2jEngine implements Engine {
    @Override
    public String name() {
        return "RE2/J";
    }

    @Override
    public Program compile(String pattern, RegexOptions options) {
        if (options.unicodeClasses() || options.bytes()) {
            throw new IllegalArgumentException("RE2/J has no such mode");
        }
        int flags = (options.caseInsensitive() ? Pattern.CASE_INSENSITIVE : 0)
                | (options.dotAll() ? Pattern.DOTALL : 0)
                | (options.multiLine() ? Pattern.MULTILINE : 0);
        String text = options.literal() ? Pattern.quote(pattern) : pattern;
        try {
            return new Compiled(Pattern.compile(options.ungreedy() ? "(?U)" + text : text, flags));
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private record Compiled(Pattern pattern) implements Program {
        @Override
        public boolean containsMatchIn(String input) {
            return pattern.matcher(input).find();
        }

        @Override
        public boolean matches(String input) {
            return pattern.matcher(input).matches();
        }

        @Override
        public int[] find(String input, int from) {
            Matcher matcher = pattern.matcher(input);
            if (!matcher.find(from)) {
                return null;
            }
            int[] slots = new int[2 * (matcher.groupCount() + 1)];
            for (int group = 0; group <= matcher.groupCount(); group++) {
                slots[2 * group] = matcher.start(group);
                slots[2 * group + 1] = matcher.end(group);
            }
            return slots;
        }

        /** By our rule for empty matches: RE2/J's own may step into a surrogate pair. */
        @Override
        public List<int[]> findAll(String input) {
            return Engine.iterate(this, input);
        }
    }
}
