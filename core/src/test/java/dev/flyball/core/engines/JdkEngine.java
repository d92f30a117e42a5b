package dev.flyball.core.engines;

import dev.flyball.regex.RegexOptions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDK's backtracking engine: a reference that shares nothing with RE2, where the two agree. A search that takes too
 * long fails with {@link TooLong}.
 */
public final class JdkEngine implements Engine {
    @Override
    public String name() {
        return "java.util.regex";
    }

    @Override
    public Program compile(String pattern, RegexOptions options) {
        int flags = (options.caseInsensitive() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
                | (options.dotAll() ? Pattern.DOTALL : 0)
                | (options.multiLine() ? Pattern.MULTILINE : 0)
                | (options.literal() ? Pattern.LITERAL : 0)
                | Pattern.UNIX_LINES;
        return new Compiled(Pattern.compile(pattern, flags));
    }

    /** The JDK backtracks too much to be asked. */
    public static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("more than " + MOST_READS + " chars are read", null, false, false);
        }
    }

    private static final int MOST_READS = 300_000;

    /** Text that can be read only so often. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int reads;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads > MOST_READS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private record Compiled(Pattern pattern) implements Program {
        @Override
        public boolean containsMatchIn(String input) {
            return pattern.matcher(new Counted(input)).find();
        }

        @Override
        public boolean matches(String input) {
            return pattern.matcher(new Counted(input)).matches();
        }

        @Override
        public int[] find(String input, int from) {
            Matcher matcher = pattern.matcher(new Counted(input))
                    .useTransparentBounds(true)
                    .useAnchoringBounds(false)
                    .region(from, input.length());
            if (!matcher.find()) {
                return null;
            }
            int[] slots = new int[2 * (matcher.groupCount() + 1)];
            for (int group = 0; group <= matcher.groupCount(); group++) {
                slots[2 * group] = matcher.start(group);
                slots[2 * group + 1] = matcher.end(group);
            }
            return slots;
        }

        @Override
        public List<int[]> findAll(String input) {
            return Engine.iterate(this, input);
        }
    }
}
