package dev.flyball;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Budget.MAX_STEPS + 1, Long.MAX_VALUE})
    void stepsOutsideTheirBoundsAreRefused(long steps) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Budget.of(steps, Duration.ofSeconds(1)))
                .withMessageContaining(Long.toString(steps));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.000000001S", "PT0S", "PT24H0.000000001S", "PT2562047788015215H30M7.999999999S"})
    void timesOutsideTheirBoundsAreRefused(String time) {
        assertThatIllegalArgumentException().isThrownBy(() -> Budget.of(1, Duration.parse(time)));
    }

    @Test
    void aTimeIsNeeded() {
        assertThatNullPointerException().isThrownBy(() -> Budget.of(1, null));
    }

    @Test
    void theLargestBudgetCanBeStarted() {
        Meter meter = Budget.of(Budget.MAX_STEPS, Budget.MAX_TIME).start();
        meter.charge(Budget.MAX_STEPS);
        assertThat(meter.stepsRemaining()).isZero();
    }

    @Test
    void equalBudgetsAreEqual() {
        Budget budget = Budget.of(7, Duration.ofMillis(1500));
        assertThat(budget)
                .isEqualTo(Budget.of(7, Duration.ofSeconds(1, 500_000_000)))
                .hasSameHashCodeAs(Budget.of(7, Duration.ofMillis(1500)))
                .isNotEqualTo(Budget.of(8, Duration.ofMillis(1500)))
                .isNotEqualTo(Budget.of(7, Duration.ofMillis(1501)))
                .isNotEqualTo("7");
        assertThat(budget).hasToString("7 steps in PT1.5S");
    }

    @Test
    void everyStartIsAnAllowanceOfItsOwn() {
        Budget budget = Budget.of(10, Duration.ofSeconds(1));
        budget.start().charge(10);
        assertThat(budget.start().stepsRemaining()).isEqualTo(10);
    }
}
