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

/**
 * Judges a stage of a rollout by the counts of one of its windows. Each limit has a {@link BettingTest} on either side. The
 * false alarms of the whole rollout are shared out evenly over all limits of all stages, and unevenly over the windows of a
 * stage, of which there may be any number (the union bound). A verdict also has to stand without the one key that speaks most
 * for it, so that no single key decides. Depends on its arguments alone.
 */
public final class StageGate {
    private static final int MOST_PROCESSES = 1_000_000;

    /** Where rules decide, so many keys are enough to fail, since others suffer meanwhile. */
    private static final int KEYS_TO_FAIL = 20;

    /** What the first try to go on may miss of what all tries of a stage may. */
    private static final double FIRST_TRY = 0.8;

    private final StageCounts counts;
    private final Rollout rollout;
    private final Rollout.Stage stage;
    private final GuardRails rails;
    private final List<Limit> limits;
    private final Duration inStage;
    private final int replicas;
    private final long keys;
    private final double failsAt;
    private final double holdsAt;

    private StageGate(StageCounts counts, Rollout rollout, Duration inStage, int replicas) {
        this.counts = counts;
        this.rollout = rollout;
        this.stage = rollout.stages().get(counts.stage());
        this.rails = rollout.guardRails();
        this.inStage = inStage;
        this.replicas = replicas;
        this.keys = counts.keys() / replicas;
        this.limits = Limit.of(stage, rails);
        this.failsAt = Math.log(Math.max(1, Limit.count(rollout)) / rails.falseAlarm() / share(counts.windowsBefore()));
        this.holdsAt = -Math.log1p(-rails.power()) - Math.log(shareOfTry(counts.undecidedBefore()));
    }

    /** The share of the window after so many: over all windows, however many there are, they add up to 1. */
    private static double share(long windowsBefore) {
        return 1 / (windowsBefore + 1.0) / (windowsBefore + 2.0);
    }

    /**
     * The same of a try to go on, after so many. As long as no window was undecided, to go on means that the first one missed what
     * is beyond a limit; after one that was, that the next one did; and so on. So each undecided window is one try more, and
     * no other is.
     */
    private static double shareOfTry(long undecidedBefore) {
        return undecidedBefore == 0 ? FIRST_TRY : (1 - FIRST_TRY) * share(undecidedBefore - 1);
    }

    /** See {@link StageCounts#judge}. */
    public static StageVerdict judge(StageCounts counts, Rollout rollout, Duration inStage, int processesPerKey) {
        return of(counts, rollout, inStage, processesPerKey).verdict();
    }

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
        StageGate gate = new StageGate(counts, rollout, inStage, processesPerKey);
        if (gate.limits.size() != counts.metrics().size()) {
            throw new IllegalArgumentException("the stage measures " + gate.limits.size() + " things, not "
                    + counts.metrics().keySet());
        }
        return gate;
    }

    StageVerdict verdict() {
        List<String> missing = missing();
        List<String> held = new ArrayList<>();
        for (Limit limit : limits) {
            MetricHistogram observed = observed(limit);
            double above = BettingTest.above(observed.withoutGreatest(replicas), limit.limit(), replicas);
            if (hasKeysToFail() && above >= failsAt) {
                return StageVerdict.of(StageVerdict.Kind.FAIL, beyond(limit, observed, above));
            }
            double below = below(limit);
            if (below < holdsAt) {
                missing.add(notShown(limit, observed, below));
            }
            held.add(measured(limit, observed));
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
        return keys >= (stage.isSimulation() ? rails.minKeys() : Math.min(KEYS_TO_FAIL, rails.minKeys()));
    }

    /** Whether there are enough keys for a verdict to go on. */
    boolean hasKeysToGoOn() {
        return keys >= rails.minKeys();
    }

    /** Whether the window has shown that the rules are within all limits. */
    boolean isShown() {
        return hasKeysToGoOn() && limits.stream().allMatch(limit -> below(limit) >= holdsAt);
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
            missing.add(keys + " of " + rails.minKeys() + " keys"
                    + (stage.isSimulation() ? " (the first " + StepScale.first(rails) + " tell the usual steps)" : ""));
        }
        return missing;
    }

    private String taken() {
        return counts.requests() + " requests" + (rails.isNone() ? "" : " of " + keys + " keys") + " in "
                + inStage.toSeconds() + " s"
                + (counts.windowsBefore() == 0 ? "" : " (the keys after " + counts.windowsBefore() + " windows)");
    }

    private String measured(Limit limit, MetricHistogram observed) {
        return limit.metric() == StageMetric.STEPS_MEAN
                ? String.format(
                        Locale.ROOT,
                        "%s %.2f times the live rules'",
                        limit.metric().words(),
                        counts.stepsRatio())
                : limit.metric().words() + " " + percent(observed.mean());
    }

    private String beyond(Limit limit, MetricHistogram observed, double evidence) {
        double bound = BettingTest.lowerBound(observed, failsAt, replicas);
        String atLeast = limit.metric() == StageMetric.STEPS_MEAN ? "" : ", at least " + percent(bound);
        return measured(limit, observed) + atLeast + ", limit " + of(limit) + "; " + taken() + ", evidence "
                + odds(evidence) + " to 1 where " + odds(failsAt) + " is enough";
    }

    private String notShown(Limit limit, MetricHistogram observed, double evidence) {
        double rate = BettingTest.bestRate(observed, limit.limit(), -1, replicas);
        long needed = (long) Math.ceil((holdsAt + Math.log(BettingTest.STAKES)) / rate / replicas);
        String more = rate > 0
                ? "about " + Math.max(1, needed - keys) + " more keys at this rate"
                : observed.total() == 0 ? "no keys yet" : "it is not below";
        return measured(limit, observed) + ", not shown to be below " + of(limit) + " (evidence " + odds(evidence)
                + " to 1 of " + odds(holdsAt) + "; " + more + ")";
    }

    private String of(Limit limit) {
        return limit.metric() == StageMetric.STEPS_MEAN
                ? rollout.guardRails().stepsFactor() + " times"
                : percent(limit.limit());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String odds(double evidence) {
        return evidence > Math.log(1e9) ? "more than 1e9" : String.format(Locale.ROOT, "%.3g", Math.exp(evidence));
    }
}
