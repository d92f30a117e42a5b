package dev.flyball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.BudgetExceededException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for a meter whatever is charged to it and to its slices. */
class MeterProperties {
    private static final LongSupplier STANDS_STILL = () -> Long.MAX_VALUE - 5;

    /** One thing done to one of several meters. */
    private record Action(int meter, int kind, long steps) {}

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Long> steps = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 20),
                Arbitraries.longs().between(0, 10_000),
                Arbitraries.longs().between(0, Long.MAX_VALUE));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 4),
                        steps)
                .as(Action::new)
                .list()
                .ofMaxSize(40);
    }

    @Property
    void accountsAddUpAndNeverPassTheLimitOfAnyMeterAbove(
            @ForAll @LongRange(min = 1, max = 100_000) long limit, @ForAll("actions") List<Action> actions) {
        Meter root = Meter.root(limit, 1_000, STANDS_STILL);
        List<Meter> meters = new ArrayList<>(List.of(root));
        List<Meter> parents = new ArrayList<>(List.of(root));
        for (Action action : actions) {
            int index = action.meter() % meters.size();
            Meter meter = meters.get(index);
            long before = meter.stepsUsed();
            long remaining = meter.stepsRemaining();
            long rootBefore = root.stepsUsed();
            switch (action.kind()) {
                case 0, 1 -> {
                    boolean build = action.kind() == 1;
                    BudgetExceededException end = catchThrowableOfType(BudgetExceededException.class, () -> {
                        if (build) {
                            meter.chargeBuild(action.steps());
                        } else {
                            meter.charge(action.steps());
                        }
                    });
                    assertThat(end != null)
                            .as("fails exactly when more is charged than remains")
                            .isEqualTo(action.steps() > remaining);
                    if (end == null) {
                        assertThat(meter.stepsUsed()).isEqualTo(before + action.steps());
                        assertThat(root.stepsUsed()).isEqualTo(rootBefore + action.steps());
                    } else {
                        assertThat(end.reason()).isEqualTo(Reason.STEPS);
                        assertThat(end.stepsUsed()).isEqualTo(end.maxSteps());
                        assertThat(meter.stepsRemaining()).isZero();
                        assertThat(root.stepsUsed())
                                .as("no more is taken from the whole than the slice had")
                                .isEqualTo(rootBefore + remaining);
                    }
                }
                case 2 -> {
                    if (action.steps() > 0 && remaining > 0) {
                        Meter slice = meter.slice(action.steps());
                        assertThat(slice.maxSteps()).isEqualTo(Math.min(action.steps(), remaining));
                        meters.add(slice);
                        parents.add(meter);
                    }
                }
                case 3 -> {
                    if (meter != root && action.steps() > 0) {
                        meter.renew(action.steps());
                        assertThat(meter.stepsUsed()).isZero();
                        assertThat(meter.maxSteps())
                                .isEqualTo(Math.min(
                                        action.steps(), parents.get(index).stepsRemaining()));
                    }
                }
                default -> {
                    if (remaining > 0) {
                        assertThat(meter.stride()).isBetween(1, (int) Math.min(remaining, Meter.MAX_STRIDE));
                    } else {
                        assertThat(catchThrowableOfType(BudgetExceededException.class, meter::stride)
                                        .reason())
                                .isEqualTo(Reason.STEPS);
                    }
                }
            }
            for (Meter each : meters) {
                assertThat(each.scanSteps() + each.buildSteps()).isEqualTo(each.stepsUsed());
                assertThat(each.stepsUsed()).isBetween(0L, each.maxSteps());
                assertThat(each.stepsRemaining()).isBetween(0L, each.maxSteps() - each.stepsUsed());
            }
        }
    }

    @Property
    void chargesAreSeenByTheClockWhateverTheirSize(
            @ForAll @IntRange(min = 1, max = 6_000) int chargeSize, @ForAll @IntRange(min = 1, max = 4) int slices) {
        long[] now = {Long.MAX_VALUE - 100}; // runs over
        Meter root = Meter.root(Budget.MAX_STEPS, 1_000, () -> now[0]);
        List<Meter> meters = new ArrayList<>(List.of(root));
        for (int i = 1; i < slices; i++) {
            meters.add(meters.get(i - 1).slice(Budget.MAX_STEPS));
        }
        for (int i = 0; i < 100; i++) {
            meters.get(i % slices).charge(chargeSize);
        }
        now[0] += 1_000;
        long before = root.stepsUsed();
        BudgetExceededException end = null;
        for (int i = 0; end == null; i++) {
            Meter meter = meters.get(i % slices);
            end = catchThrowableOfType(BudgetExceededException.class, () -> meter.charge(chargeSize));
            assertThat(root.stepsUsed() - before)
                    .as("steps after the deadline")
                    .isLessThan(Meter.MAX_STRIDE + chargeSize);
        }
        assertThat(end.reason()).isEqualTo(Reason.DEADLINE);
        assertThat(end.maxSteps()).isEqualTo(root.maxSteps());
    }

    @Property
    void aDeadlineIsNotSeenBeforeItsTime(@ForAll @LongRange(min = Long.MIN_VALUE, max = Long.MAX_VALUE) long start) {
        long[] now = {start};
        Meter meter = Meter.root(Budget.MAX_STEPS, 1_000, () -> now[0]);
        now[0] = start + 999;
        meter.charge(3L * Meter.MAX_STRIDE);
        assertThat(meter.stride()).isPositive();
        now[0] = start + 1_000;
        assertThat(catchThrowableOfType(BudgetExceededException.class, () -> meter.charge(3L * Meter.MAX_STRIDE)))
                .extracting(BudgetExceededException::reason)
                .isEqualTo(Reason.DEADLINE);
    }
}
