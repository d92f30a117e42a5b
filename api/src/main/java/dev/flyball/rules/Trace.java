package dev.flyball.rules;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation did, step by step, for whoever looks for the reason of a decision: the indexes that were probed, the
 * predicates that were evaluated, with their values, and the rules that were tried. Immutable.
 */
public final class Trace {
    /** What an entry tells of. */
    public enum Kind {
        /** Indexes over one value were probed, for the rules that can match. */
        PROBE,
        /** A comparison of one value was evaluated. */
        PREDICATE,
        /** A comparison over {@code [*]} was evaluated. */
        ELEMENTS,
        /** A rule was tried; what was evaluated for it stands before it. */
        RULE,
        /** From here on, simulated rules are tried. */
        SIMULATION,
        /** More was done, which is not told: a trace is of bounded size. */
        CUT
    }

    /** One thing that was done. Immutable. */
    public static final class Entry {
        private final Kind kind;
        private final String subject;
        private final @Nullable String value;
        private final String result;
        private final long steps;

        private Entry(Kind kind, String subject, @Nullable String value, String result, long steps) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.subject = Objects.requireNonNull(subject, "subject");
            this.value = value;
            this.result = Objects.requireNonNull(result, "result");
            this.steps = steps;
        }

        /** What this tells of. */
        public Kind kind() {
            return kind;
        }

        /** What was probed, the condition, or the rule's id. */
        public String subject() {
            return subject;
        }

        /** The value that was looked at, cut short; null if there was none, or several. */
        public @Nullable String value() {
            return value;
        }

        /** What came of it: {@code true}, {@code false}, {@code matched}, {@code unfinished} and the like. */
        public String result() {
            return result;
        }

        /** The scan steps that it took. */
        public long steps() {
            return steps;
        }

        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + " " + subject
                    + (value == null ? "" : " of " + value) + (result.isEmpty() ? "" : ": " + result) + ", " + steps
                    + " steps";
        }
    }

    private final List<Entry> entries;

    private Trace(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** One thing that was done. */
    public static Entry entry(Kind kind, String subject, @Nullable String value, String result, long steps) {
        return new Entry(kind, subject, value, result, steps);
    }

    /** A trace of these things. */
    public static Trace of(List<Entry> entries) {
        return new Trace(entries);
    }

    /** What was done, in its order. */
    public List<Entry> entries() {
        return entries;
    }

    /** A line for each entry. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }
}
