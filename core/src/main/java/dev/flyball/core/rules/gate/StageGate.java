package dev.flyball.core.rules.gate;

import dev.flyball.rules.GuardRails;
import dev.flyball.rules.MetricHistogram;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageMetric;
import dev.flyball.rules.StageVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Judges a stage of a rollout by the counts of one of its windows. Each limit has a {@link BettingTest} on either side. What
 * has been seen of the keys changes from look to look, so each look is a test of its own: the false alarms of the whole rollout are
 * shared out evenly over all limits of all stages, and unevenly over the looks at a stage, of which there may be any number (the union
 * bound); likewise what may be missed, over the tries to go on. A verdict also has to stand without the one key that speaks most
 * for it, so that no single key decides. Depends on its arguments alone.
 */
public final class StageGate {
    private static final int MOST_PROCESSES = 1_000_000;

    private static final long LOOK_NANOS = 20_000_000_000L;
    private static final long LEAST_LOOK_NANOS = 1_000_000_000L;

    /** The stage has to take so many times as long as at one try to go on before the next one. */
    private static final double NEXT_TRY = 1.1;

    /** The shares of so many looks are nearly alike; then they become less. */
    private static final double EVEN_LOOKS = 30;

    /** Where rules decide, so many keys are enough to fail, since others suffer meanwhile. */
    private static final int KEYS_TO_FAIL = 20;

    /** What the first try to go on may miss of what all tries of a stage may. */
    private static final double FIRST_TRY = 0.8;

    private final StageCounts counts;
    private final Rollout.Stage stage;
    private final GuardRails rails;
    private final List<Limit> limits;
    private final Duration inStage;
    private final int replicas;
    private final long keys;
    private final double failsAt;
    private final double holdsAt;

    private StageGate(StageCounts counts, Rollout rollout, Duration inStage, int replicas, long tries) {
        this.counts = counts;
        this.stage = rollout.stages().get(counts.stage());
        this.rails = rollout.guardRails();
        this.inStage = inStage;
        this.replicas = replicas;
        this.keys = counts.keys() / replicas;
        this.limits = Limit.of(stage, rails);
        long nanos = nanos(inStage);
        this.failsAt = Math.log(Math.max(1, Limit.count(rollout))
                / rails.falseAlarm()
                / shareOfLook(Math.max(0, lookAt(stage, nanos))));
        this.holdsAt = -Math.log1p(-rails.power()) - Math.log(shareOfTry(tries));
    }

    private static long nanos(Duration time) {
        return time.compareTo(Rollout.Stage.MAX_TIME) > 0 ? Rollout.Stage.MAX_TIME.toNanos() : time.toNanos();
    }

    /** The time from one look at a stage to the next. */
    private static long lookNanos(Rollout.Stage stage) {
        return Math.min(LOOK_NANOS, Math.max(LEAST_LOOK_NANOS, stage.minTime().toNanos() / 4));
    }

    /** Which look at a stage is due after a time, from 0: there is at most one of each number; −1 if it is too early for any. */
    static long lookAt(Rollout.Stage stage, long nanosInStage) {
        return nanosInStage / lookNanos(stage) - 1;
    }

    /** The same of the tries to go on, which begin when the stage's time is over. */
    static int tryAt(Rollout.Stage stage, long nanosInStage) {
        double times = (double) nanosInStage / firstTryNanos(stage);
        return times < 1 ? -1 : (int) (Math.log(times) / Math.log(NEXT_TRY));
    }

    /** When the try of a number is due. */
    static long tryNanos(Rollout.Stage stage, int number) {
        return (long) (firstTryNanos(stage) * Math.pow(NEXT_TRY, number));
    }

    private static long firstTryNanos(Rollout.Stage stage) {
        return Math.max(lookNanos(stage), stage.minTime().toNanos());
    }

    /** The share of the look of a number: over all, however many there are, they add up to 1. */
    private static double shareOfLook(long number) {
        return EVEN_LOOKS / (number + EVEN_LOOKS) / (number + EVEN_LOOKS + 1);
    }

    /** The same of a try to go on. */
    private static double shareOfTry(long number) {
        return number == 0 ? FIRST_TRY : (1 - FIRST_TRY) / number / (number + 1.0);
    }

    /** See {@link StageCounts#judge}. */
    public static StageVerdict judge(StageCounts counts, Rollout rollout, Duration inStage, int processesPerKey) {
        return of(counts, rollout, inStage, processesPerKey).verdict();
    }

    /** For somebody who has made use of each time at which a try was due. */
    static StageGate of(StageCounts counts, Rollout rollout, Duration inStage, int processesPerKey) {
        if (inStage.isNegative()) {
            throw new IllegalArgumentException("inStage is negative: " + inStage);
        }
        if (processesPerKey < 1 || processesPerKey > MOST_PROCESSES) {
            throw new IllegalArgumentException(
                    "processesPerKey must be from 1 to " + MOST_PROCESSES + ", not " + processesPerKey);
        }
        if (counts.stage() >= rollout.stages().size()) {
            throw new IllegalArgumentException("the rollout has no stage " + counts.stage());
        }
        int due = tryAt(rollout.stages().get(counts.stage()), nanos(inStage));
        return of(counts, rollout, inStage, processesPerKey, Math.max(0, due));
    }

    /** @param tries how many tries to go on there were before */
    static StageGate of(StageCounts counts, Rollout rollout, Duration inStage, int processesPerKey, long tries) {
        StageGate gate = new StageGate(counts, rollout, inStage, processesPerKey, tries);
        if (gate.limits.size() != counts.metrics().size()) {
            throw new IllegalArgumentException("the stage measures " + gate.limits.size() + " things, not "
                    + counts.metrics().keySet());
        }
        return gate;
    }

    /** Of a try to go on. */
    StageVerdict verdict() {
        return verdict(missing());
    }

    /**
     * Of a look that is none: it at most fails.
     *
     * @param nextTryNanos when in the stage the next try is
     */
    StageVerdict verdictBefore(long nextTryNanos) {
        List<String> missing = missing();
        if (missing.isEmpty()) {
            missing.add("the next try to go on is at " + TimeUnit.NANOSECONDS.toSeconds(nextTryNanos) + " s");
        }
        return verdict(missing);
    }

    private StageVerdict verdict(List<String> missing) {
        List<String> held = new ArrayList<>();
        for (Limit limit : limits) {
            MetricHistogram observed = observed(limit);
            double above = BettingTest.above(observed.withoutGreatest(replicas), limit.limit(), replicas);
            if (areKeysToFail(observed.total() / replicas) && above >= failsAt) {
                return StageVerdict.of(StageVerdict.Kind.FAIL, beyond(limit, observed, above));
            }
            double below = below(limit);
            if (below < holdsAt) {
                missing.add(notShown(limit, observed, below));
            }
            held.add(measured(limit, observed));
        }
        if (isAboveTogether()) {
            missing.add(String.format(
                    Locale.ROOT,
                    "the scan steps of all keys together are %.2f times the live rules', more than %.2f times",
                    counts.stepsRatio(),
                    rails.stepsFactor()));
        }
        return missing.isEmpty()
                ? StageVerdict.of(
                        StageVerdict.Kind.ADVANCE, taken() + (held.isEmpty() ? "" : ": " + String.join(", ", held)))
                : StageVerdict.of(StageVerdict.Kind.HOLD, "waits: " + String.join("; ", missing));
    }

    /** The logarithm of the evidence with which a limit is shown to be exceeded. */
    double failsAt() {
        return failsAt;
    }

    /** The logarithm of the evidence with which a limit is shown to hold. */
    double holdsAt() {
        return holdsAt;
    }

    /** How many keys the window has, each counted once. */
    long keys() {
        return keys;
    }

    /** Whether there are enough keys for a verdict to fail. */
    boolean hasKeysToFail() {
        return areKeysToFail(keys);
    }

    private boolean areKeysToFail(long number) {
        return number >= (stage.isSimulation() ? rails.minKeys() : Math.min(KEYS_TO_FAIL, rails.minKeys()));
    }

    /** Whether there are enough keys for a verdict to go on. */
    boolean hasKeysToGoOn() {
        return keys >= rails.minKeys();
    }

    /** Whether the window has shown that the rules are within all limits. */
    boolean isShown() {
        return hasKeysToGoOn() && !isAboveTogether() && limits.stream().allMatch(limit -> below(limit) >= holdsAt);
    }

    /**
     * Whether the keys that take many steps bring all together above the limit. That is an estimate: of so few keys nothing can be
     * shown with certainty, or rules that are no worse would hold for want of them.
     */
    private boolean isAboveTogether() {
        return counts.stepsRatio() > rails.stepsFactor();
    }

    /**
     * Whether time, requests and so many keys are there that the stage could go on if nothing bad at all were seen of them: only
     * then what was seen makes a difference, and a look is a try.
     */
    boolean isTry() {
        return missing().isEmpty()
                && limits.stream()
                        .allMatch(limit -> BettingTest.below(allAtBest(limit), limit.limit(), replicas) >= holdsAt);
    }

    private MetricHistogram allAtBest(Limit limit) {
        long[] bins = new long[limit.bins()];
        bins[0] = Math.max(0, counts.keys() - replicas);
        return MetricHistogram.of(limit.lower(), limit.upper(), bins);
    }

    private double below(Limit limit) {
        return BettingTest.below(observed(limit).withoutLeast(replicas), limit.limit(), replicas);
    }

    private MetricHistogram observed(Limit limit) {
        MetricHistogram observed = counts.metrics().get(limit.metric());
        if (observed == null || !limit.fits(observed)) {
            throw new IllegalArgumentException(
                    "the counts do not measure " + limit.metric() + " as the rollout's guard-rails do");
        }
        return observed;
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (inStage.compareTo(stage.minTime()) < 0) {
            missing.add(inStage.toSeconds() + " of " + stage.minTime().toSeconds() + " s");
        }
        if (counts.requests() < stage.minRequests()) {
            missing.add(counts.requests() + " of " + stage.minRequests() + " requests");
        }
        if (!rails.isNone() && !hasKeysToGoOn()) {
            missing.add(keys + " of " + rails.minKeys() + " keys");
        }
        return missing;
    }

    private String taken() {
        return counts.requests() + " requests" + (rails.isNone() ? "" : " of " + keys + " keys") + " in "
                + inStage.toSeconds() + " s";
    }

    private String measured(Limit limit, MetricHistogram observed) {
        return limit.metric().words() + " " + words(limit, observed.mean())
                + (limit.metric() == StageMetric.STEPS_MEAN ? " the live rules'" : "");
    }

    private String beyond(Limit limit, MetricHistogram observed, double evidence) {
        double bound = BettingTest.lowerBound(observed, failsAt, replicas);
        return measured(limit, observed) + ", at least " + words(limit, bound) + ", limit "
                + words(limit, limit.limit()) + "; " + taken() + ", evidence " + odds(evidence) + " to 1 where "
                + odds(failsAt) + " is enough";
    }

    private String notShown(Limit limit, MetricHistogram observed, double evidence) {
        double rate = BettingTest.bestRate(observed, limit.limit(), -1, replicas);
        long needed = (long) Math.ceil((holdsAt + Math.log(BettingTest.STAKES)) / rate / replicas);
        String more = rate > 0
                ? "about " + Math.max(1, needed - keys) + " more keys at this rate"
                : observed.total() == 0 ? "no keys yet" : "it is not below";
        return measured(limit, observed) + ", not shown to be below " + words(limit, limit.limit()) + " (evidence "
                + odds(evidence) + " to 1 of " + odds(holdsAt) + "; " + more + ")";
    }

    private static String words(Limit limit, double value) {
        return limit.metric() == StageMetric.STEPS_MEAN
                ? String.format(Locale.ROOT, "%.2f times", value)
                : String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }

    private static String odds(double evidence) {
        return evidence > Math.log(1e9) ? "more than 1e9" : String.format(Locale.ROOT, "%.3g", Math.exp(evidence));
    }
}
