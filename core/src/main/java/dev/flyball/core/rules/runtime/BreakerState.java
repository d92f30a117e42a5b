package dev.flyball.core.rules.runtime;

import dev.flyball.rules.CircuitBreaker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one circuit breaker knows: the failures of late while it is closed, when it opened, how its probes went. Immutable. */
sealed interface BreakerState {
    /** One without failures. */
    BreakerState CLOSED = new Closed(new long[0], new long[0]);

    /** The rule runs. */
    final class Closed implements BreakerState {
        /** How often the rule had been tried at each of the last failures, ascending. */
        private final long[] tries;

        /** Whose these failures were. */
        private final long[] keys;

        private Closed(long[] tries, long[] keys) {
            this.tries = tries;
            this.keys = keys;
        }

        /** With one more failure, unless its key has enough of them; those that are too long ago are left out. */
        Closed with(long tried, long key, CircuitBreaker options) {
            int from = 0;
            while (from < tries.length && tries[from] <= tried - options.evaluations()) {
                from++;
            }
            int ofKey = 0;
            for (int i = from; i < keys.length; i++) {
                ofKey += keys[i] == key ? 1 : 0;
            }
            int kept = tries.length - from;
            int length = kept + (ofKey < options.failuresPerKey() ? 1 : 0);
            long[] nextTries = Arrays.copyOfRange(tries, from, from + length);
            long[] nextKeys = Arrays.copyOfRange(keys, from, from + length);
            if (length > kept) {
                // Two threads may come in another order than they tried the rule in.
                nextTries[kept] = kept == 0 ? tried : Math.max(tried, nextTries[kept - 1]);
                nextKeys[kept] = key;
            }
            return new Closed(nextTries, nextKeys);
        }

        int failures() {
            return tries.length;
        }
    }

    /** The rule does not run, or only for a small share. */
    abstract sealed class Tripped implements BreakerState {
        private final long nanos;
        private final long millis;
        private final String why;

        private Tripped(long nanos, long millis, String why) {
            this.nanos = nanos;
            this.millis = millis;
            this.why = why;
        }

        /** Since when. */
        long nanos() {
            return nanos;
        }

        /** Since when, in milliseconds since 1970. */
        long millis() {
            return millis;
        }

        /** Why the breaker opened. */
        String why() {
            return why;
        }

        /**
         * The same without runs, for other breakers, which tell keys apart by another hash.
         *
         * @param now the time, from which on half-open ones are tried
         */
        abstract Tripped anew(long now);
    }

    /** The rule does not run. */
    final class Open extends Tripped {
        Open(long nanos, long millis, String why) {
            super(nanos, millis, why);
        }

        @Override
        Tripped anew(long now) {
            return this;
        }
    }

    /** The rule runs for a small share. */
    final class HalfOpen extends Tripped {
        /** Whose the runs were. */
        private final long[] keys;

        private final int failures;

        private HalfOpen(long nanos, long millis, String why, long[] keys, int failures) {
            super(nanos, millis, why);
            this.keys = keys;
            this.failures = failures;
        }

        /** After a breaker was open; without runs. */
        static HalfOpen after(Open open, long nanos, long millis) {
            return new HalfOpen(nanos, millis, open.why(), new long[0], 0);
        }

        @Override
        Tripped anew(long now) {
            return new HalfOpen(now, millis(), why(), new long[0], 0);
        }

        /** With one more run, or null if its key has enough of them. */
        @Nullable
        HalfOpen with(boolean failed, long key, CircuitBreaker options) {
            int ofKey = 0;
            for (long other : keys) {
                ofKey += other == key ? 1 : 0;
            }
            if (ofKey >= options.failuresPerKey()) {
                return null;
            }
            long[] more = Arrays.copyOf(keys, keys.length + 1);
            more[keys.length] = key;
            return new HalfOpen(nanos(), millis(), why(), more, failures + (failed ? 1 : 0));
        }

        int runs() {
            return keys.length;
        }

        /** How many of the runs failed. */
        int failures() {
            return failures;
        }
    }
}
