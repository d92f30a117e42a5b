package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Unfinished;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The rules that did not finish: each that was tried, and, once the whole allowance is over, all others that could have
 * matched, for the same reason. These are written out only for whoever asks, so that running out costs about the same with
 * ten rules and with a hundred thousand.
 */
final class UnfinishedRules extends AbstractList<Unfinished> implements RandomAccess {
    private final List<Unfinished> tried;
    private final @Nullable Rest rest;

    /** Rules that all did not finish for one reason. */
    static final class Rest {
        private final Program program;
        private final BitSet rules;
        private final int count;
        private final Unfinished.Reason reason;
        private final String detail;
        /** The same rules as numbers, once somebody asked. */
        private volatile int @Nullable [] indexes;

        Rest(Program program, BitSet rules, Unfinished.Reason reason, String detail) {
            this.program = program;
            this.rules = rules;
            this.count = rules.cardinality();
            this.reason = reason;
            this.detail = detail;
        }

        Unfinished.Reason reason() {
            return reason;
        }

        private Unfinished get(int index) {
            int[] all = indexes;
            if (all == null) {
                all = rules.stream().toArray();
                indexes = all;
            }
            return Unfinished.of(program.rule(all[index]).rule().id(), reason, detail);
        }
    }

    private UnfinishedRules(List<Unfinished> tried, @Nullable Rest rest) {
        this.tried = tried;
        this.rest = rest;
    }

    /** Both together; the list of those tried is not copied. */
    static List<Unfinished> of(List<Unfinished> tried, @Nullable Rest rest) {
        return tried.isEmpty() && rest == null ? List.of() : new UnfinishedRules(tried, rest);
    }

    /** One list behind another. */
    static List<Unfinished> joined(List<Unfinished> first, List<Unfinished> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        return new Joined(first, second);
    }

    @Override
    public Unfinished get(int index) {
        Objects.checkIndex(index, size());
        return rest == null || index < tried.size() ? tried.get(index) : rest.get(index - tried.size());
    }

    @Override
    public int size() {
        return tried.size() + (rest == null ? 0 : rest.count);
    }

    private static final class Joined extends AbstractList<Unfinished> implements RandomAccess {
        private final List<Unfinished> first;
        private final List<Unfinished> second;

        Joined(List<Unfinished> first, List<Unfinished> second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public Unfinished get(int index) {
            return index < first.size() ? first.get(index) : second.get(index - first.size());
        }

        @Override
        public int size() {
            return first.size() + second.size();
        }
    }
}
