package dev.flyball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.BudgetExceededException.Reason;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final LongSupplier STANDS_STILL = () -> 0;

    private static BudgetExceededException end(Runnable use) {
        return catchThrowableOfType(BudgetExceededException.class, use::run);
    }

    @Test
    void cancellingEndsTheAllowanceAndAllItsSlicesForGood() {
        Meter root = Meter.root(1_000_000, 1_000, STANDS_STILL);
        Meter slice = root.slice(500);
        Meter sliceOfSlice = slice.slice(50);
        slice.cancel();
        assertThat(root.isCancelled()).isTrue();
        for (Meter meter : new Meter[] {root, slice, sliceOfSlice, root, root.slice(1)}) {
            BudgetExceededException end = end(meter::stride);
            assertThat(end.reason()).isEqualTo(Reason.CANCELLED);
            assertThat(end.maxSteps()).as("speaks for the whole allowance").isEqualTo(1_000_000);
        }
    }

    @Test
    void aCancelIsSeenByALoopThatChargesInStrides() throws InterruptedException {
        Meter meter = Budget.of(Budget.MAX_STEPS, Duration.ofHours(1)).start();
        Thread other = new Thread(meter::cancel);
        other.start();
        BudgetExceededException end = end(() -> {
            while (true) {
                meter.charge(meter.stride());
            }
        });
        other.join();
        assertThat(end.reason()).isEqualTo(Reason.CANCELLED);
    }

    @Test
    void anInterruptIsSeenAndItsFlagIsLeftSet() {
        Meter meter = Meter.root(1_000_000, 1_000, STANDS_STILL);
        meter.charge(5);
        Thread.currentThread().interrupt();
        try {
            BudgetExceededException end = end(meter::stride);
            assertThat(end.reason()).isEqualTo(Reason.INTERRUPTED);
            assertThat(end.stepsUsed()).isEqualTo(5);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(end(meter::stride).reason())
                .as("an ended allowance stays ended")
                .isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void anInterruptIsSeenByShortChargesWithoutAStride() {
        Meter meter = Meter.root(1_000_000, 1_000, STANDS_STILL);
        Thread.currentThread().interrupt();
        try {
            BudgetExceededException end = end(() -> {
                for (int i = 0; i <= Meter.MAX_STRIDE; i++) {
                    meter.charge(1);
                }
            });
            assertThat(end.reason()).isEqualTo(Reason.INTERRUPTED);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void theClockIsReadOnceInAStretchOfSteps() {
        int[] reads = {0};
        Meter meter = Meter.root(Budget.MAX_STEPS, 1_000, () -> reads[0]++ * 0L);
        for (int i = 0; i < 100 * Meter.MAX_STRIDE; i++) {
            meter.charge(1);
        }
        assertThat(reads[0]).isEqualTo(101);
    }

    @Test
    void aPauseDoesNotCountUntilTheNextCharge() {
        long[] now = {Long.MAX_VALUE - 50};
        Meter root = Meter.root(1_000_000, 100, () -> now[0]);
        Meter slice = root.slice(500_000);
        now[0] += 60;
        slice.pause();
        now[0] += 1_000;
        root.pause();
        now[0] += 1_000;
        root.resume();
        root.resume();
        slice.pause();
        now[0] += 1_000;
        slice.charge(1);
        now[0] += 39;
        root.charge(Meter.MAX_STRIDE);
        now[0] += 1;
        assertThat(end(() -> root.charge(Meter.MAX_STRIDE)).reason()).isEqualTo(Reason.DEADLINE);
    }

    @Test
    void aPausedAllowanceCanBeCancelled() {
        Meter meter = Meter.root(1_000, 1_000, STANDS_STILL);
        meter.pause();
        meter.cancel();
        assertThat(end(meter::stride).reason()).isEqualTo(Reason.CANCELLED);
    }

    @Test
    void aSlicesEndIsToldAsTheSlicesWhileTheWholeGoesOn() {
        Meter root = Meter.root(1_000, 1_000, STANDS_STILL);
        Meter slice = root.slice(10);
        BudgetExceededException end = end(() -> slice.charge(11));
        assertThat(end.maxSteps()).isEqualTo(10);
        assertThat(end.stepsUsed()).isEqualTo(10);
        assertThat(root.stepsRemaining()).isEqualTo(990);
        root.charge(990);
        assertThat(end(slice::stride).maxSteps()).as("the whole ran out, too").isEqualTo(1_000);
    }

    @Test
    void aRenewedSliceGoesOnWithFreshCounts() {
        Meter root = Meter.root(25, 1_000, STANDS_STILL);
        Meter slice = root.slice(10);
        slice.charge(4);
        slice.chargeBuild(6);
        slice.renew(10);
        assertThat(slice.scanSteps()).isZero();
        assertThat(slice.buildSteps()).isZero();
        slice.charge(10);
        slice.renew(10);
        assertThat(slice.maxSteps()).as("what remains of the whole").isEqualTo(5);
        assertThat(root.scanSteps()).isEqualTo(14);
        assertThat(root.buildSteps()).isEqualTo(6);
    }

    @Test
    void wrongUseIsRefused() {
        Meter root = Meter.root(25, 1_000, STANDS_STILL);
        assertThatIllegalStateException().isThrownBy(() -> root.renew(5));
        assertThatIllegalArgumentException().isThrownBy(() -> root.slice(0));
        assertThatIllegalArgumentException().isThrownBy(() -> root.charge(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> root.chargeBuild(Long.MIN_VALUE));
        assertThat(root.stepsUsed()).isZero();
        assertThat(root).hasToString("0 of 25 steps");
    }

    @Test
    void anEndIsCheapAndSaysWhatRanOut() {
        Meter meter = Meter.root(25, 1_000, STANDS_STILL);
        BudgetExceededException end = end(() -> meter.charge(26));
        assertThat(end.getStackTrace()).isEmpty();
        assertThat(end).hasMessage("all 25 steps are used up");
        end.addSuppressed(new RuntimeException());
        assertThat(end.getSuppressed()).isEmpty();
    }
}
