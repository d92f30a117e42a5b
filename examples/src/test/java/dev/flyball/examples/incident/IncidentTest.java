package dev.flyball.examples.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.examples.incident.Timeline.Mark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The incident, in little time: what happens in it does not depend on how fast the machine is. */
class IncidentTest {
    private static List<Timeline> timelines = List.of();

    @BeforeAll
    static void replay() throws IOException {
        timelines = Incident.run(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    private static Timeline flyball() {
        return timelines.get(1);
    }

    private static double at(String text) {
        return flyball().marks().stream()
                .filter(mark -> mark.text().startsWith(text))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no " + text + " in " + flyball().marks()))
                .at();
    }

    private static double refusedAfter(String begin) {
        return flyball().parts().stream()
                .filter(part -> part.begin().startsWith(begin))
                .findFirst()
                .orElseThrow()
                .sample()
                .refused();
    }

    @Test
    void ordinaryRequestsAreRefusedByWhatCameEverywhereAtOnceOnly() {
        assertThat(refusedAfter("ordinary rules")).isZero();
        assertThat(refusedAfter("the rules of 2019 come")).isZero();
        assertThat(refusedAfter("rolled back")).isZero();
        assertThat(refusedAfter("they come in stages")).isZero();
        assertThat(refusedAfter("the one for URIs blocks")).isPositive();
        assertThat(refusedAfter("killed")).isZero();
    }

    @Test
    void theGuardRailEndsTheRolloutInItsSimulation() {
        Mark end = flyball().marks().stream()
                .filter(mark -> mark.text().startsWith("ROLLED_BACK"))
                .findFirst()
                .orElseThrow();
        assertThat(end.byOperator()).isFalse();
        assertThat(end.text()).contains("simulate", "blocked");
    }

    @Test
    void theBreakerOpensForTheGreedyRule() {
        assertThat(at("BREAKER_OPENED greedy")).isGreaterThan(at("a greedy rule"));
    }

    @Test
    void theOrdinaryRulesRefuseNothingInJavaRegexEither() {
        Timeline javaRegex = timelines.get(0);
        assertThat(javaRegex.samples()).isNotEmpty().allMatch(sample -> sample.refused() == 0);
    }

    @Test
    void theDrawingIsWellFormedAndHasAllThatHappened() throws Exception {
        String svg = new TimelineChart(timelines).svg();
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(10);
        assertThat(svg).contains("the rules of 2019 come", "BREAKER_OPENED greedy", "killed");
    }
}
