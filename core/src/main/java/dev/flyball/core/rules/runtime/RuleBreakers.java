package dev.flyball.core.rules.runtime;

import dev.flyball.core.rules.runtime.BreakerState.Closed;
import dev.flyball.core.rules.runtime.BreakerState.HalfOpen;
import dev.flyball.core.rules.runtime.BreakerState.Open;
import dev.flyball.core.rules.runtime.BreakerState.Tripped;
import dev.flyball.rules.BreakerStatus;
import dev.flyball.rules.CircuitBreaker;
import dev.flyball.rules.Rule;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breakers of the rules of one rule set in an engine; see {@link CircuitBreaker} for what they do. A rule that
 * does not fail costs a look at whether any breaker is not closed; there is memory only for rules that have failed.
 * Thread-safe, without locks: each change is a swap of an immutable state.
 */
public final class RuleBreakers {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** After so many times as long as it should be open nobody knows what a breaker that was not asked for was about. */
    private static final int FORGOTTEN = 10;

    private final CompiledRuleSet rules;
    private final RuleCounts counts;
    private final CircuitBreaker options;
    private final LongSupplier nanos;
    private final LongSupplier millis;
    private final Listener listener;
    private final KeyHash keyHash = new KeyHash(RANDOM.nextLong(), RANDOM.nextLong());
    private final ConcurrentMap<Integer, AtomicReference<BreakerState>> breakers = new ConcurrentHashMap<>();

    /** The rules whose breakers are as those of other rules were: see {@link #follow}. */
    private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

    /** The rules whose breakers are not closed, by their positions; the set is never changed. */
    private final AtomicReference<BitSet> tripped = new AtomicReference<>(new BitSet());

    /** Is told when a breaker changes. */
    @FunctionalInterface
    public interface Listener {
        void changed(String ruleId, Change change, String detail);
    }

    /** What a breaker has come to. */
    public enum Change {
        OPENED,
        HALF_OPENED,
        CLOSED
    }

    /**
     * Breakers that are all closed.
     *
     * @param counts of these rules
     * @param nanos measures time, as {@link System#nanoTime} does
     * @param millis the time in milliseconds since 1970
     */
    public RuleBreakers(
            CompiledRuleSet rules,
            RuleCounts counts,
            CircuitBreaker options,
            LongSupplier nanos,
            LongSupplier millis,
            Listener listener) {
        this.rules = rules;
        this.counts = counts;
        this.options = options;
        this.nanos = nanos;
        this.millis = millis;
        this.listener = listener;
    }

    /**
     * Takes over the breakers that are not closed from those of other rules, where these are closed; and closes those that are half-open,
     * where the others are closed and it was taken over. Nobody is told, as the others have told it.
     *
     * @param isSame tells by its id whether one of the other rules is also one of these
     */
    public void follow(RuleBreakers others, Predicate<String> isSame) {
        long now = nanos.getAsLong();
        for (Map.Entry<Integer, AtomicReference<BreakerState>> other : others.breakers.entrySet()) {
            String id = others.rules.rules().get(other.getKey()).id();
            if (other.getValue().get() instanceof Tripped state && isSame.test(id)) {
                rules.ifPresent(id, place -> take(place.position(), state.anew(now)));
            }
        }
        for (Map.Entry<Integer, AtomicReference<BreakerState>> own : breakers.entrySet()) {
            String id = rules.rules().get(own.getKey()).id();
            AtomicReference<BreakerState> breaker = own.getValue();
            if (breaker.get() instanceof HalfOpen half
                    && taken.contains(own.getKey())
                    && isSame.test(id)
                    && !others.isTripped(id)) {
                if (breaker.compareAndSet(half, BreakerState.CLOSED)) {
                    note(own.getKey(), breaker);
                }
            }
        }
    }

    private void take(int position, BreakerState state) {
        if (rules.rules().get(position).hasBreaker()) {
            AtomicReference<BreakerState> breaker =
                    breakers.computeIfAbsent(position, any -> new AtomicReference<>(BreakerState.CLOSED));
            if (breaker.get() instanceof Closed closed) {
                // Before others see it: who opens it again takes this back.
                taken.add(position);
                if (breaker.compareAndSet(closed, state)) {
                    note(position, breaker);
                } else {
                    taken.remove(position);
                }
            }
        }
    }

    /** Whether the breaker of the rule with that id, if there is one, is not closed. */
    public boolean isTripped(String ruleId) {
        return rules.rule(ruleId) != null && isTripped(rules.place(ruleId).position());
    }

    /** Whether the rule's breaker is not closed. */
    boolean isTripped(int position) {
        return tripped.get().get(position);
    }

    /** Why a rule whose breaker is tripped is not to run this time, or null if it is. */
    @Nullable
    String refusal(int position) {
        AtomicReference<BreakerState> breaker = breakers.get(position);
        BreakerState state = breaker == null ? BreakerState.CLOSED : breaker.get();
        if (breaker != null && state instanceof Tripped old && isForgotten(old)) {
            if (breaker.compareAndSet(old, BreakerState.CLOSED)) {
                note(position, breaker);
                tell(position, Change.CLOSED, "nobody has asked for its rule for long; it had opened as " + old.why());
            }
            state = breaker.get();
        }
        if (breaker != null && state instanceof Open open) {
            long now = nanos.getAsLong();
            if (now - open.nanos() < options.openFor().toNanos()) {
                return "its circuit breaker is open: " + open.why();
            }
            HalfOpen next = HalfOpen.after(open, now, millis.getAsLong());
            if (breaker.compareAndSet(open, next)) {
                tell(position, Change.HALF_OPENED, options.halfOpenPercent() + " % of its tries run");
            }
            state = breaker.get();
        }
        if (state instanceof HalfOpen half
                && ThreadLocalRandom.current().nextDouble(100) >= options.halfOpenPercent()) {
            return "its circuit breaker is half-open: " + half.why();
        }
        return state instanceof Open open ? "its circuit breaker is open: " + open.why() : null;
    }

    /**
     * Whether a state is so old that nobody can have asked for it meanwhile, as of a version that was not in force: what it knows
     * is of another time.
     */
    private boolean isForgotten(Tripped state) {
        long age = nanos.getAsLong() - state.nanos();
        return age / FORGOTTEN > options.openFor().toNanos()
                && (state instanceof Open || ((HalfOpen) state).runs() == 0);
    }

    /** A rule ran out of steps. */
    void failed(int position, @Nullable String key) {
        if (!rules.rules().get(position).hasBreaker()) {
            return;
        }
        long tried = counts.tried(position);
        long from = hash(key);
        AtomicReference<BreakerState> breaker =
                breakers.computeIfAbsent(position, any -> new AtomicReference<>(BreakerState.CLOSED));
        while (true) {
            BreakerState state = breaker.get();
            BreakerState next = state;
            if (state instanceof Closed closed) {
                Closed more = closed.with(tried, from, options);
                next = more.failures() >= options.failures()
                        ? open(more.failures() + " of its last " + options.evaluations()
                                + " tries or fewer ran out of steps")
                        : more;
            } else if (state instanceof HalfOpen half) {
                next = probed(half, true, from);
            }
            if (next == state || breaker.compareAndSet(state, next)) {
                changed(position, breaker, state, next);
                return;
            }
        }
    }

    /** A rule whose breaker is tripped has run and did not run out of steps. */
    void succeeded(int position, @Nullable String key) {
        AtomicReference<BreakerState> breaker = breakers.get(position);
        if (breaker == null) {
            return;
        }
        long from = hash(key);
        while (breaker.get() instanceof HalfOpen half) {
            BreakerState next = probed(half, false, from);
            if (next == half || breaker.compareAndSet(half, next)) {
                changed(position, breaker, half, next);
                return;
            }
        }
    }

    private BreakerState probed(HalfOpen half, boolean failed, long key) {
        HalfOpen more = half.with(failed, key, options);
        HalfOpen now = more == null ? half : more;
        boolean enough = now.runs() >= options.probes()
                || now.runs() > 0
                        && nanos.getAsLong() - half.nanos() > options.openFor().toNanos();
        if (!enough) {
            return now;
        }
        boolean rarer = now.failures() * (double) options.evaluations() < options.failures() * (double) now.runs();
        return rarer
                ? BreakerState.CLOSED
                : open(now.failures() + " of " + now.runs() + " tries ran out of steps while it was half-open");
    }

    private Open open(String why) {
        return new Open(nanos.getAsLong(), millis.getAsLong(), why);
    }

    private void changed(int position, AtomicReference<BreakerState> breaker, BreakerState before, BreakerState after) {
        if (after instanceof Open open) {
            if (before != after) {
                taken.remove(position);
                note(position, breaker);
                tell(position, Change.OPENED, open.why());
            }
        } else if (after instanceof Closed && before instanceof HalfOpen half) {
            note(position, breaker);
            tell(
                    position,
                    Change.CLOSED,
                    "it finished while the breaker was half-open; it had opened as " + half.why());
        }
    }

    /** Brings {@link #tripped} in line with a breaker, which others may change meanwhile. */
    private void note(int position, AtomicReference<BreakerState> breaker) {
        boolean isTripped;
        do {
            isTripped = !(breaker.get() instanceof Closed);
            BitSet before = tripped.get();
            BitSet after = (BitSet) before.clone();
            after.set(position, isTripped);
            while (!tripped.compareAndSet(before, after)) {
                before = tripped.get();
                after = (BitSet) before.clone();
                after.set(position, isTripped);
            }
        } while (isTripped == breaker.get() instanceof Closed);
    }

    private void tell(int position, Change change, String detail) {
        listener.changed(rules.rules().get(position).id(), change, detail);
    }

    private long hash(@Nullable String key) {
        if (key == null) {
            return ThreadLocalRandom.current().nextLong();
        }
        return keyHash.of(key);
    }

    /** The breakers that are not closed. */
    public List<BreakerStatus> status() {
        List<BreakerStatus> all = new ArrayList<>();
        for (Map.Entry<Integer, AtomicReference<BreakerState>> breaker : breakers.entrySet()) {
            Rule rule = rules.rules().get(breaker.getKey());
            if (breaker.getValue().get() instanceof Tripped state) {
                Instant since = Instant.ofEpochMilli(state.millis());
                boolean half = state instanceof HalfOpen;
                all.add(BreakerStatus.of(rules.version(), rule.id(), half, since, state.why()));
            }
        }
        return all;
    }
}
