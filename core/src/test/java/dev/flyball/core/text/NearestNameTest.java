package dev.flyball.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private final Meter meter = Budget.of(1_000_000, Duration.ofSeconds(10)).start();

    private String nearest(String name, String... known) {
        return NearestName.of(name, List.of(known), meter);
    }

    @Test
    void findsTheNameThatIsOneSlipAway() {
        assertThat(nearest("http.request.uri.pth", "http.host", "http.request.uri.path", "http.request.uri"))
                .isEqualTo("http.request.uri.path");
        assertThat(nearest("whne", "id", "when", "then")).isEqualTo("when");
        assertThat(nearest("WHEN", "id", "when", "then")).isEqualTo("when");
        assertThat(nearest("idd", "id", "when")).isEqualTo("id");
        assertThat(nearest("x", "y", "longer")).isEqualTo("y");
    }

    @Test
    void takesTheNearestOfSeveralAndTheFirstOfEquals() {
        assertThat(nearest("alow", "log", "allow", "block")).isEqualTo("allow");
        assertThat(nearest("ab", "ac", "ad")).isEqualTo("ac");
    }

    @Test
    void findsNothingFarAway() {
        assertThat(nearest("whatever", "id", "when", "then")).isNull();
        assertThat(nearest("", "id")).isNull();
        assertThat(nearest("x".repeat(65), "x".repeat(64))).isNull();
    }

    @Test
    void chargesForWhatItCompares() {
        nearest("abcdefgh", "abcdefgi");
        assertThat(meter.scanSteps()).isGreaterThanOrEqualTo(64);
    }
}
