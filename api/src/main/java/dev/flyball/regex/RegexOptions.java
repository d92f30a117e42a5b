package dev.flyball.regex;

import dev.flyball.Budget;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a pattern is read and how large it may be. Immutable; {@link #defaults()} suits untrusted patterns.
 */
public final class RegexOptions {
    private static final RegexOptions DEFAULTS = new Builder().build();

    private final boolean caseInsensitive;
    private final boolean multiLine;
    private final boolean dotAll;
    private final boolean ungreedy;
    private final boolean unicodeClasses;
    private final boolean literal;
    private final boolean bytes;
    private final int maxPatternLength;
    private final int maxNesting;
    private final int maxProgramSize;
    private final int maxClassRanges;
    private final Budget compileBudget;
    private final @Nullable String provider;

    private RegexOptions(Builder b) {
        this.caseInsensitive = b.caseInsensitive;
        this.multiLine = b.multiLine;
        this.dotAll = b.dotAll;
        this.ungreedy = b.ungreedy;
        this.unicodeClasses = b.unicodeClasses;
        this.literal = b.literal;
        this.bytes = b.bytes;
        this.maxPatternLength = b.maxPatternLength;
        this.maxNesting = b.maxNesting;
        this.maxProgramSize = b.maxProgramSize;
        this.maxClassRanges = b.maxClassRanges;
        this.compileBudget = b.compileBudget;
        this.provider = b.provider;
    }

    /** No flags, default limits. */
    public static RegexOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.caseInsensitive = caseInsensitive;
        b.multiLine = multiLine;
        b.dotAll = dotAll;
        b.ungreedy = ungreedy;
        b.unicodeClasses = unicodeClasses;
        b.literal = literal;
        b.bytes = bytes;
        b.maxPatternLength = maxPatternLength;
        b.maxNesting = maxNesting;
        b.maxProgramSize = maxProgramSize;
        b.maxClassRanges = maxClassRanges;
        b.compileBudget = compileBudget;
        b.provider = provider;
        return b;
    }

    /** As if the pattern began with {@code (?i)}. */
    public boolean caseInsensitive() {
        return caseInsensitive;
    }

    /** As if the pattern began with {@code (?m)}: {@code ^} and {@code $} match at line ends too. */
    public boolean multiLine() {
        return multiLine;
    }

    /** As if the pattern began with {@code (?s)}: {@code .} matches a newline too. */
    public boolean dotAll() {
        return dotAll;
    }

    /** As if the pattern began with {@code (?U)}: {@code x*} is lazy, {@code x*?} greedy. */
    public boolean ungreedy() {
        return ungreedy;
    }

    /** Whether <code>\w \d \s \b</code> follow Unicode instead of ASCII. */
    public boolean unicodeClasses() {
        return unicodeClasses;
    }

    /** Whether the whole pattern is a literal text, without any special character. */
    public boolean literal() {
        return literal;
    }

    /**
     * Byte mode: every char of pattern classes and input is one byte (U+0000 to U+00FF), a non-ASCII literal of the
     * pattern stands for its UTF-8 bytes in sequence, case is folded in ASCII only.
     */
    public boolean bytes() {
        return bytes;
    }

    /** The longest pattern, in chars. */
    public int maxPatternLength() {
        return maxPatternLength;
    }

    /** The deepest nesting of groups and repetitions. */
    public int maxNesting() {
        return maxNesting;
    }

    /** The most instructions of the program, after all repetitions are expanded. */
    public int maxProgramSize() {
        return maxProgramSize;
    }

    /** The most code-point ranges that all character classes of the pattern together may have. */
    public int maxClassRanges() {
        return maxClassRanges;
    }

    /** What compiling may use when the host gives no meter. */
    public Budget compileBudget() {
        return compileBudget;
    }

    /** The name of the provider to use, or null for the default one. */
    public @Nullable String provider() {
        return provider;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RegexOptions that
                && caseInsensitive == that.caseInsensitive
                && multiLine == that.multiLine
                && dotAll == that.dotAll
                && ungreedy == that.ungreedy
                && unicodeClasses == that.unicodeClasses
                && literal == that.literal
                && bytes == that.bytes
                && maxPatternLength == that.maxPatternLength
                && maxNesting == that.maxNesting
                && maxProgramSize == that.maxProgramSize
                && maxClassRanges == that.maxClassRanges
                && compileBudget.equals(that.compileBudget)
                && Objects.equals(provider, that.provider);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                caseInsensitive,
                multiLine,
                dotAll,
                ungreedy,
                unicodeClasses,
                literal,
                bytes,
                maxPatternLength,
                maxNesting,
                maxProgramSize,
                maxClassRanges,
                compileBudget,
                provider);
    }

    /** Builds {@link RegexOptions}. Not thread-safe. */
    public static final class Builder {
        private boolean caseInsensitive;
        private boolean multiLine;
        private boolean dotAll;
        private boolean ungreedy;
        private boolean unicodeClasses;
        private boolean literal;
        private boolean bytes;
        private int maxPatternLength = 256 * 1024;
        private int maxNesting = 1_000;
        private int maxProgramSize = 200_000;
        private int maxClassRanges = 200_000;
        private Budget compileBudget = Budget.of(20_000_000, Duration.ofSeconds(2));
        private @Nullable String provider;

        private Builder() {}

        /** See {@link RegexOptions#caseInsensitive()}; false by default. */
        public Builder caseInsensitive(boolean on) {
            this.caseInsensitive = on;
            return this;
        }

        /** See {@link RegexOptions#multiLine()}; false by default. */
        public Builder multiLine(boolean on) {
            this.multiLine = on;
            return this;
        }

        /** See {@link RegexOptions#dotAll()}; false by default. */
        public Builder dotAll(boolean on) {
            this.dotAll = on;
            return this;
        }

        /** See {@link RegexOptions#ungreedy()}; false by default. */
        public Builder ungreedy(boolean on) {
            this.ungreedy = on;
            return this;
        }

        /** See {@link RegexOptions#unicodeClasses()}; false by default; not together with byte mode. */
        public Builder unicodeClasses(boolean on) {
            this.unicodeClasses = on;
            return this;
        }

        /** See {@link RegexOptions#literal()}; false by default. */
        public Builder literal(boolean on) {
            this.literal = on;
            return this;
        }

        /** See {@link RegexOptions#bytes()}; false by default. */
        public Builder bytes(boolean on) {
            this.bytes = on;
            return this;
        }

        /** See {@link RegexOptions#maxPatternLength()}; 262,144 chars by default. */
        public Builder maxPatternLength(int chars) {
            this.maxPatternLength = positive("maxPatternLength", chars);
            return this;
        }

        /** See {@link RegexOptions#maxNesting()}; 1,000 by default, at most 10,000. */
        public Builder maxNesting(int depth) {
            if (depth < 1 || depth > 10_000) {
                throw new IllegalArgumentException("maxNesting must be from 1 to 10000, not " + depth);
            }
            this.maxNesting = depth;
            return this;
        }

        /** See {@link RegexOptions#maxProgramSize()}; 200,000 by default, at most 10,000,000. */
        public Builder maxProgramSize(int instructions) {
            if (instructions < 1 || instructions > 10_000_000) {
                throw new IllegalArgumentException("maxProgramSize must be from 1 to 10000000, not " + instructions);
            }
            this.maxProgramSize = instructions;
            return this;
        }

        /** See {@link RegexOptions#maxClassRanges()}; 200,000 by default. */
        public Builder maxClassRanges(int ranges) {
            this.maxClassRanges = positive("maxClassRanges", ranges);
            return this;
        }

        /** See {@link RegexOptions#compileBudget()}; 20,000,000 steps and 2 s by default. */
        public Builder compileBudget(Budget budget) {
            this.compileBudget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /** Chooses a provider by its name, {@code "flyball"} or {@code "re2j"}; null, the default, takes the first. */
        public Builder provider(@Nullable String name) {
            this.provider = name;
            return this;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + value);
            }
            return value;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if byte mode and Unicode classes are both on
         */
        public RegexOptions build() {
            if (bytes && unicodeClasses) {
                throw new IllegalArgumentException("byte mode has no Unicode classes: choose one of the two");
            }
            return new RegexOptions(this);
        }
    }
}
