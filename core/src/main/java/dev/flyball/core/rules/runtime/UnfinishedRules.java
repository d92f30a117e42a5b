package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Unfinished;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The rules that did not finish: each that was tried, and, once the whole allowance is over, a range of others for the same
 * reason. The range is written out only for whoever asks, so that running out costs the same with ten rules and with a
 * hundred thousand.
 */
final class UnfinishedRules extends AbstractList<Unfinished> implements RandomAccess {
    private final List<Unfinished> tried;
    private final @Nullable Rest rest;

    /** The rules from one index up to another, exclusive, which all did not finish for one reason. */
    static final class Rest {
        private final CompiledRule[] rules;
        private final int from;
        private final int to;
        private final Unfinished.Reason reason;
        private final String detail;

        Rest(CompiledRule[] rules, int from, int to, Unfinished.Reason reason, String detail) {
            this.rules = rules;
            this.from = from;
            this.to = to;
            this.reason = reason;
            this.detail = detail;
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
        if (rest == null || index < tried.size()) {
            return tried.get(index);
        }
        CompiledRule rule = rest.rules[rest.from + index - tried.size()];
        return Unfinished.of(rule.rule().id(), rest.reason, rest.detail);
    }

    @Override
    public int size() {
        return tried.size() + (rest == null ? 0 : rest.to - rest.from);
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
