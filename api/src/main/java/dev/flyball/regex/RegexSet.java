package dev.flyball.regex;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.spi.CompiledRegex;
import dev.flyball.spi.CompiledRegexSet;
import dev.flyball.spi.CompiledStream;
import dev.flyball.spi.Providers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Many patterns that are asked together which of them match somewhere in an input. A pattern's id is its place in the
 * list, from 0. The answer is always the same as asking each pattern by itself.
 *
 * <p>Immutable and thread-safe.
 */
public final class RegexSet {
    private final List<Regex> members;
    private final CompiledRegexSet compiled;

    private RegexSet(List<Regex> members, CompiledRegexSet compiled) {
        this.members = List.copyOf(members);
        this.compiled = compiled;
    }

    /**
     * Compiles a set with the default options.
     *
     * @throws RegexSyntaxException if a pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if compiling one of them takes more than {@link RegexOptions#compileBudget()}
     */
    public static RegexSet compile(List<String> patterns) {
        return compile(patterns, RegexOptions.defaults());
    }

    /**
     * Compiles a set.
     *
     * @param options for every pattern of the set; the compile budget is for each pattern
     * @throws RegexSyntaxException if a pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if compiling one of them takes more than {@link RegexOptions#compileBudget()}
     */
    public static RegexSet compile(List<String> patterns, RegexOptions options) {
        List<Regex> members = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            members.add(Regex.compile(pattern, options));
        }
        return of(members, options, options.compileBudget().start());
    }

    /**
     * Compiles a set, charging a meter of the host's.
     *
     * @param options for every pattern of the set
     * @throws RegexSyntaxException if a pattern is malformed, unsupported or too large
     * @throws BudgetExceededException if the meter ends
     */
    public static RegexSet compile(List<String> patterns, RegexOptions options, Meter meter) {
        List<Regex> members = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            members.add(Regex.compile(pattern, options, meter));
        }
        return of(members, options, meter);
    }

    /**
     * A set of patterns that were compiled already, charging a meter of the host's.
     *
     * @param members at least one, all of one provider
     * @throws IllegalArgumentException if there is none, or they have several providers
     * @throws BudgetExceededException if the meter ends
     */
    public static RegexSet of(List<Regex> members, Meter meter) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a set of compiled patterns has at least one");
        }
        RegexOptions options = members.get(0).options();
        for (Regex member : members) {
            if (!Objects.equals(member.options().provider(), options.provider())) {
                throw new IllegalArgumentException("the patterns of a set are of one provider, not of "
                        + options.provider() + " and " + member.options().provider());
            }
        }
        return of(members, options, meter);
    }

    private static RegexSet of(List<Regex> members, RegexOptions options, Meter meter) {
        List<CompiledRegex> compiled = members.stream().map(Regex::compiled).toList();
        return new RegexSet(members, Providers.regex(options.provider()).compileSet(compiled, meter));
    }

    /** The number of patterns. */
    public int size() {
        return members.size();
    }

    /**
     * The pattern with that id, by itself.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Regex get(int id) {
        return members.get(id);
    }

    /** The most steps that one question to this set can be charged. */
    public CostBound cost() {
        return compiled.cost();
    }

    /** In words for a reader, not for a program: how the set is searched, and why. */
    public String explain() {
        return compiled.explain();
    }

    /**
     * The ids of all patterns that match some part of the input.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public BitSet matches(CharSequence input, Meter meter) {
        BitSet ids = new BitSet(size());
        compiled.matches(Regex.text(input, meter), meter, ids);
        return ids;
    }

    /**
     * The ids of all patterns that match some part of the input, without allocating.
     *
     * @param into is cleared first; when the meter ends it holds some of the ids
     * @throws BudgetExceededException if the meter ends
     */
    public void matches(CharSequence input, Meter meter, BitSet into) {
        Objects.requireNonNull(into, "into").clear();
        compiled.matches(Regex.text(input, meter), meter, into);
    }

    /**
     * The ids of all patterns but some that match some part of the input, without allocating.
     *
     * @param into is cleared first; when the meter ends it holds some of the ids
     * @param except the ids of patterns that are not run
     * @throws IllegalArgumentException if both are the same set
     * @throws BudgetExceededException if the meter ends
     */
    @SuppressWarnings("ReferenceEquality") // two equal sets are fine
    public void matches(CharSequence input, Meter meter, BitSet into, BitSet except) {
        Objects.requireNonNull(except, "except");
        if (into == except) {
            throw new IllegalArgumentException("the ids of matches need a set of their own");
        }
        Objects.requireNonNull(into, "into").clear();
        into.or(except);
        try {
            compiled.matches(Regex.text(input, meter), meter, into);
        } finally {
            into.andNot(except);
        }
    }

    /**
     * Whether any pattern matches some part of the input.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public boolean matchesAny(CharSequence input, Meter meter) {
        return compiled.matchesAny(Regex.text(input, meter), meter);
    }

    /**
     * The lowest id of a pattern that matches some part of the input, or −1.
     *
     * @throws BudgetExceededException if the meter ends
     */
    public int first(CharSequence input, Meter meter) {
        return compiled.first(Regex.text(input, meter), meter);
    }

    /**
     * Begins to ask which patterns match some part of a text that comes in pieces, such as the body of a request. From
     * here to the stream's end the meter's clock runs only inside the stream's calls.
     *
     * @throws BudgetExceededException if the meter ends: the states in which the automata begin are built here
     * @throws UnsupportedOperationException if the provider of this set ({@link RegexOptions#provider()}) needs the whole
     *     input, as RE2/J does: gather it and ask {@link #matches(CharSequence, Meter)}, or use the default provider
     */
    public Stream stream(Meter meter) {
        CompiledStream stream = compiled.stream(meter);
        meter.pause();
        return new Stream(stream, size(), meter);
    }

    /**
     * The most steps that one stream can be charged, all of its calls together, for a text of n chars in whatever pieces:
     * {@code streamCost().steps(n)}. A piece that is not a {@code String} is copied first, for one step in 64 chars and one
     * more, which are not part of the bound.
     *
     * @throws UnsupportedOperationException where {@link #stream} does
     */
    public CostBound streamCost() {
        return compiled.streamCost();
    }

    @Override
    public String toString() {
        return "RegexSet of " + size() + " patterns";
    }

    /**
     * The question which patterns of a set match, over a text that comes in pieces. The answer is that of
     * {@link RegexSet#matches(CharSequence, Meter)} for the whole text, wherever it is cut, also between the two halves of
     * a surrogate pair. Nothing of the text is kept but some tens of chars: memory depends on the patterns alone.
     *
     * <p>The meter's clock stands still between the calls, until it is charged for something else: a body that is slow to
     * arrive does not run into its deadline. Steps, {@link Meter#cancel()} and interrupts count as ever. (Where several
     * streams share a meter, what passes after one was finished and before the next call of another is counted.)
     *
     * <p>When the meter ends, the {@link BudgetExceededException} is thrown again by every further call. Small pieces are
     * gathered, so that it may be thrown some tens of chars late, at the latest by {@link #finish()}. After {@code finish},
     * and after any other exception from inside a call, every call throws an {@link IllegalStateException}.
     *
     * <p>For one thread at a time. A stream that is no longer wanted is just dropped.
     */
    public static final class Stream {
        private final CompiledStream compiled;
        private final int size;
        private final Meter meter;
        private @Nullable BudgetExceededException ended;
        private @Nullable String closed;

        private Stream(CompiledStream compiled, int size, Meter meter) {
            this.compiled = compiled;
            this.size = size;
            this.meter = meter;
        }

        /**
         * Goes on with the next piece of the text, of any length.
         *
         * @throws BudgetExceededException if the meter ends, or had ended in an earlier call
         * @throws IllegalStateException after {@link #finish()}
         */
        public void feed(CharSequence chunk) {
            Objects.requireNonNull(chunk, "chunk");
            call(() -> {
                String text = Regex.text(chunk, meter);
                compiled.feed(text, 0, text.length());
            });
        }

        /**
         * Goes on with the next piece of the text, of any length.
         *
         * @param chunk holds the piece; not kept
         * @param from the index of its first char
         * @param to the index after its last char
         * @throws IndexOutOfBoundsException if they are not a range of the array
         * @throws BudgetExceededException if the meter ends, or had ended in an earlier call
         * @throws IllegalStateException after {@link #finish()}
         */
        public void feed(char[] chunk, int from, int to) {
            Objects.checkFromToIndex(from, to, chunk.length);
            call(() -> compiled.feed(chunk, from, to));
        }

        /**
         * The ids of the patterns that are known to match, whatever comes. A pattern whose match ends with the text so far
         * may be told later, at the latest by {@link #finish()}: a condition such as <code>$</code> waits for what follows.
         *
         * @throws BudgetExceededException if the meter ends, or had ended in an earlier call
         * @throws IllegalStateException after {@link #finish()}
         */
        public BitSet matchesSoFar() {
            BitSet ids = new BitSet(size);
            call(() -> compiled.matchesSoFar(ids));
            return ids;
        }

        /**
         * Whether no more text can change the answer: then a further piece is not read and costs next to nothing, and need
         * not be fed.
         *
         * @throws BudgetExceededException if the meter ends, or had ended in an earlier call
         * @throws IllegalStateException after {@link #finish()}
         */
        public boolean isDecided() {
            boolean[] decided = {false};
            call(() -> decided[0] = compiled.isDecided());
            return decided[0];
        }

        /**
         * Ends the text. The meter's clock goes on.
         *
         * @return the ids of all patterns that match some part of the text
         * @throws BudgetExceededException if the meter ends, or had ended in an earlier call
         * @throws IllegalStateException if the stream was finished before
         */
        public BitSet finish() {
            BitSet ids = new BitSet(size);
            finish(ids);
            return ids;
        }

        /**
         * Ends the text. The meter's clock goes on.
         *
         * @param into is cleared first, then receives the ids of all patterns that match some part of the text; when the
         *     meter ends it holds some of them
         * @throws BudgetExceededException if the meter ends, or had ended in an earlier call
         * @throws IllegalStateException if the stream was finished before
         */
        public void finish(BitSet into) {
            Objects.requireNonNull(into, "into");
            enter();
            try {
                meter.resume();
                into.clear();
                compiled.finish(into);
                closed = "the stream is finished";
            } catch (BudgetExceededException e) {
                ended = e;
                throw e;
            }
        }

        /** Works while the stream goes on; the meter's clock stands still afterwards. */
        private void call(Runnable work) {
            enter();
            try {
                work.run();
                closed = null;
            } catch (BudgetExceededException e) {
                ended = e;
                throw e;
            } finally {
                meter.pause();
            }
        }

        /** Lets nobody in after the end; whoever does not come out of a call has broken the stream. */
        private void enter() {
            if (ended != null) {
                throw ended;
            }
            if (closed != null) {
                throw new IllegalStateException(closed);
            }
            closed = "the stream is broken: an exception ended an earlier call";
        }
    }
}
