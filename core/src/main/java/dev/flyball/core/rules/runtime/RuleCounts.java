package dev.flyball.core.rules.runtime;

import dev.flyball.core.ThreadLanes;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleAccount;
import dev.flyball.rules.RuleAccounts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of the rules of one rule set. Threads are spread over a few lanes, so that they seldom write to the
 * same memory, and a lane has memory only for the neighbourhoods of rules that were tried: counting costs two atomic
 * additions for each rule that is tried, and nothing for others. Thread-safe.
 */
public final class RuleCounts {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Rules that get their memory together, in one lane. */
    private static final int CHUNK = 64;

    // The counts of one rule.
    private static final int TRIED = 0;
    private static final int MATCHED = 1;
    private static final int UNFINISHED = 2;
    private static final int STEPS = 3;
    private static final int LAST_MATCH = 4;
    private static final int WIDTH = 5;

    // The counts of a lane, a cache line apart from other objects' memory.
    private static final int EVALUATIONS = 8;
    private static final int ALL_STEPS = 9;
    private static final int SHARED_STEPS = 10;
    private static final int TOTALS = 24;

    private final int rules;
    private final LongSupplier millis;
    private final ThreadLanes ofThreads = ThreadLanes.perProcessor(2, 8);
    private final AtomicReferenceArray<@Nullable Lane> lanes = new AtomicReferenceArray<>(ofThreads.count());

    /**
     * Counts of zero.
     *
     * @param rules how many rules there are
     * @param millis the time in milliseconds since 1970
     */
    public RuleCounts(int rules, LongSupplier millis) {
        this.rules = rules;
        this.millis = millis;
    }

    /** The lane of the calling thread. */
    Lane lane() {
        int at = ofThreads.mine();
        Lane lane = lanes.get(at);
        if (lane == null) {
            lanes.compareAndSet(at, null, new Lane(rules, millis));
            lane = Objects.requireNonNull(lanes.get(at));
        }
        return lane;
    }

    /** How often a rule was tried. */
    long tried(int rule) {
        long sum = 0;
        for (int i = 0; i < lanes.length(); i++) {
            Lane lane = lanes.get(i);
            sum += lane == null ? 0 : lane.get(rule, TRIED);
        }
        return sum;
    }

    /** What some of the threads count. */
    static final class Lane {
        private final LongSupplier millis;
        private final long[] totals = new long[TOTALS];
        private final AtomicReferenceArray<long @Nullable []> chunks;

        private Lane(int rules, LongSupplier millis) {
            this.millis = millis;
            this.chunks = new AtomicReferenceArray<>((rules + CHUNK - 1) / CHUNK);
        }

        void evaluated(long steps, long sharedSteps) {
            add(totals, EVALUATIONS, 1);
            add(totals, ALL_STEPS, steps);
            add(totals, SHARED_STEPS, sharedSteps);
        }

        void tried(int rule, long steps) {
            long[] chunk = chunk(rule);
            add(chunk, at(rule, TRIED), 1);
            add(chunk, at(rule, STEPS), steps);
        }

        /** The time, for {@link #matched}: once is enough for all rules of an evaluation. */
        long now() {
            return millis.getAsLong();
        }

        void matched(int rule, long now) {
            long[] chunk = chunk(rule);
            add(chunk, at(rule, MATCHED), 1);
            LONGS.setOpaque(chunk, at(rule, LAST_MATCH), now);
        }

        void unfinished(int rule) {
            add(chunk(rule), at(rule, UNFINISHED), 1);
        }

        private static void add(long[] counts, int index, long more) {
            LONGS.getAndAdd(counts, index, more);
        }

        private static int at(int rule, int count) {
            return rule % CHUNK * WIDTH + count;
        }

        private long[] chunk(int rule) {
            int at = rule / CHUNK;
            long[] chunk = chunks.get(at);
            if (chunk == null) {
                chunks.compareAndSet(at, null, new long[CHUNK * WIDTH]);
                chunk = Objects.requireNonNull(chunks.get(at));
            }
            return chunk;
        }

        private long get(int rule, int count) {
            long[] chunk = chunks.get(rule / CHUNK);
            return chunk == null ? 0 : (long) LONGS.getOpaque(chunk, at(rule, count));
        }

        private long total(int count) {
            return (long) LONGS.getOpaque(totals, count);
        }
    }

    /** All counts as they are now, of this rule set. */
    public RuleAccounts snapshot(CompiledRuleSet ruleSet) {
        long[] sums = new long[rules * WIDTH];
        long[] totals = new long[TOTALS];
        for (int i = 0; i < lanes.length(); i++) {
            Lane lane = lanes.get(i);
            if (lane == null) {
                continue;
            }
            for (int count : new int[] {EVALUATIONS, ALL_STEPS, SHARED_STEPS}) {
                totals[count] += lane.total(count);
            }
            for (int rule = 0; rule < rules; rule++) {
                for (int count = 0; count < WIDTH; count++) {
                    long more = lane.get(rule, count);
                    int at = rule * WIDTH + count;
                    sums[at] = count == LAST_MATCH ? Math.max(sums[at], more) : sums[at] + more;
                }
            }
        }
        return new Snapshot(ruleSet, sums, totals);
    }

    private static final class Snapshot extends AbstractList<RuleAccount> implements RuleAccounts, RandomAccess {
        private final CompiledRuleSet ruleSet;
        private final long[] sums;
        private final long[] totals;

        Snapshot(CompiledRuleSet ruleSet, long[] sums, long[] totals) {
            this.ruleSet = ruleSet;
            this.sums = sums;
            this.totals = totals;
        }

        @Override
        public String version() {
            return ruleSet.version();
        }

        @Override
        public long evaluations() {
            return totals[EVALUATIONS];
        }

        @Override
        public long steps() {
            return totals[ALL_STEPS];
        }

        @Override
        public long sharedSteps() {
            return totals[SHARED_STEPS];
        }

        @Override
        public List<RuleAccount> rules() {
            return this;
        }

        @Override
        public RuleAccount of(String ruleId) {
            return get(ruleSet.place(ruleId).position());
        }

        @Override
        public RuleAccount get(int index) {
            Rule rule = ruleSet.rules().get(index);
            int at = index * WIDTH;
            long last = sums[at + LAST_MATCH];
            return RuleAccount.of(
                    rule.id(),
                    sums[at + TRIED],
                    sums[at + MATCHED],
                    sums[at + UNFINISHED],
                    sums[at + STEPS],
                    last == 0 ? null : Instant.ofEpochMilli(last));
        }

        @Override
        public int size() {
            return ruleSet.rules().size();
        }
    }
}
