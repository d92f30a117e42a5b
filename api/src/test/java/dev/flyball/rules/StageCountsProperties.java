package dev.flyball.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StageCountsProperties {
    private static final int BINS = 7;

    @Provide
    Arbitrary<MetricHistogram> histograms() {
        return Arbitraries.longs()
                .between(0, 1L << 40)
                .array(long[].class)
                .ofSize(BINS)
                .map(counts -> MetricHistogram.of(-1.5, 1, counts));
    }

    @Provide
    Arbitrary<StageCounts> counts() {
        Arbitrary<Long> numbers = Arbitraries.longs().between(0, 1L << 40);
        return Combinators.combine(numbers, numbers, numbers, histograms(), histograms())
                .as((requests, live, now, blocks, steps) -> StageCounts.of(
                        "v 1\n\\n",
                        2,
                        requests,
                        live,
                        now,
                        Map.of(StageMetric.NEWLY_BLOCKED, blocks, StageMetric.STEPS_MEAN, steps)));
    }

    @Property
    void addingIsCommutativeAndAssociative(
            @ForAll("counts") StageCounts a, @ForAll("counts") StageCounts b, @ForAll("counts") StageCounts c) {
        assertThat(a.plus(b)).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
        assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
        assertThat(a.plus(b).requests()).isEqualTo(a.requests() + b.requests());
    }

    @Property
    void theTextOfCountsIsReadAgain(@ForAll("counts") StageCounts counts) {
        assertThat(StageCounts.parse(counts.toText())).isEqualTo(counts);
    }

    @Property
    void aTextThatWasCutOffIsRefused(@ForAll("counts") StageCounts counts, @ForAll double place) {
        String text = counts.toText();
        int length = (int) (Math.abs(place) % 1 * text.length());
        if (length == 0 || text.charAt(length - 1) != '\n') {
            assertThatIllegalArgumentException().isThrownBy(() -> StageCounts.parse(text.substring(0, length)));
        }
    }

    @Property
    void anyOtherTextIsRefusedWithAnArgumentException(@ForAll("lines") List<String> lines) {
        String text = "flyball stage counts 3\n" + String.join("\n", lines) + "\n";
        try {
            assertThat(StageCounts.parse(text).toText()).startsWith("flyball stage counts 3\n");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.of(
                        "stage 0 1 2 3 v",
                        "stage -1 1 2 3 v",
                        "stage 0 1 2 v",
                        "stage 0 99999999999999999999 2 3 v",
                        "BLOCKED 0.0 1.0 3 0:1 2:5",
                        "BLOCKED 0.0 1.0 3 3:1",
                        "BLOCKED 0.0 1.0 3 0:-1",
                        "BLOCKED 0.0 1.0 2000000000",
                        "BLOCKED 1.0 NaN 3",
                        "NOTHING 0.0 1.0 3",
                        "UNFINISHED 0.0",
                        "")
                .list()
                .ofMaxSize(4);
    }

    @Property
    void withoutSomeKeysThoseWithTheGreatestOrLeastValuesAreGone(
            @ForAll("small") MetricHistogram all, @ForAll("few") int gone) {
        List<Double> values = new ArrayList<>();
        for (int bin = 0; bin < all.bins(); bin++) {
            for (long i = 0; i < all.count(bin); i++) {
                values.add(all.value(bin));
            }
        }
        int left = Math.max(0, values.size() - gone);
        assertThat(values(all.withoutGreatest(gone))).isEqualTo(values.subList(0, left));
        assertThat(values(all.withoutLeast(gone))).isEqualTo(values.subList(values.size() - left, values.size()));
    }

    @Provide
    Arbitrary<MetricHistogram> small() {
        return Arbitraries.longs()
                .between(0, 3)
                .array(long[].class)
                .ofSize(BINS)
                .map(counts -> MetricHistogram.of(0, 1, counts));
    }

    @Provide
    Arbitrary<Integer> few() {
        return Arbitraries.integers().between(0, 10);
    }

    private static List<Double> values(MetricHistogram histogram) {
        List<Double> values = new ArrayList<>();
        for (int bin = 0; bin < histogram.bins(); bin++) {
            for (long i = 0; i < histogram.count(bin); i++) {
                values.add(histogram.value(bin));
            }
        }
        return values;
    }

    @Example
    void countsOfOtherStagesVersionsOrGridsAreNotAdded() {
        MetricHistogram blocks = MetricHistogram.of(0, 1, 1, 2, 3);
        StageCounts counts = counts("v1", 0, Map.of(StageMetric.BLOCKED, blocks));
        for (StageCounts other : List.of(
                counts("v2", 0, Map.of(StageMetric.BLOCKED, blocks)),
                counts("v1", 1, Map.of(StageMetric.BLOCKED, blocks)),
                counts("v1", 0, Map.of(StageMetric.UNFINISHED, blocks)),
                counts("v1", 0, Map.of(StageMetric.BLOCKED, MetricHistogram.of(0, 2, 1, 2, 3))),
                counts("v1", 0, Map.of(StageMetric.BLOCKED, MetricHistogram.of(0, 1, 1, 2))))) {
            assertThatIllegalArgumentException().isThrownBy(() -> counts.plus(other));
        }
        StageCounts full = counts("v1", 0, Map.of(StageMetric.BLOCKED, MetricHistogram.of(0, 1, Long.MAX_VALUE, 0, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> full.plus(counts)).withMessageContaining("a long");
    }

    private static StageCounts counts(String version, int stage, Map<StageMetric, MetricHistogram> metrics) {
        return StageCounts.of(version, stage, 5, 0, 0, new EnumMap<>(metrics));
    }

    @Example
    void sumsThatALongDoesNotHoldAreRefused() {
        StageCounts many = StageCounts.of("v1", 0, Long.MAX_VALUE, 0, 0, Map.of());
        assertThatIllegalArgumentException().isThrownBy(() -> many.plus(many)).withMessageContaining("a long");
        MetricHistogram half = MetricHistogram.of(0, 1, Long.MAX_VALUE / 2 + 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricHistogram.of(0, 1, Long.MAX_VALUE, 1))
                .withMessageContaining("add up");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> half.plus(MetricHistogram.of(0, 1, 0, Long.MAX_VALUE / 2 + 1)))
                .withMessageContaining("add up");
        assertThatIllegalArgumentException().isThrownBy(() -> half.plus(half)).withMessageContaining("a long");
        assertThat(half.total()).isEqualTo(Long.MAX_VALUE / 2 + 1);
    }

    @Property
    void onlyWhatIsWrittenIsRead(@ForAll("otherwise") String line) {
        String begin = "flyball stage counts 3\nstage 0 1 2 3 v\n";
        assertThat(StageCounts.parse(begin + "BLOCKED 0.0 1.0 3 0:1 2:5\n").keys())
                .isEqualTo(6);
        assertThatIllegalArgumentException().isThrownBy(() -> StageCounts.parse(begin + line + "\n"));
    }

    @Provide
    Arbitrary<String> otherwise() {
        return Arbitraries.of(
                "BLOCKED 0.0 1.0 3 0:1 0:5",
                "BLOCKED 0.0 1.0 3 2:5 0:1",
                "BLOCKED 0.0 1.0 3 0:+1 2:5",
                "BLOCKED 0.0 1.0 3 0:1 +2:5",
                "BLOCKED 0.0 1.0 3 0:01 2:5",
                "BLOCKED 0.0 1.0 3 0:0 2:5",
                "BLOCKED 0.0 1.0 3 0:\u0661 2:5",
                "BLOCKED 0 1.0 3 0:1 2:5",
                "BLOCKED 0.0 0x1p0 3 0:1 2:5",
                "BLOCKED 0.0 1.0d 3 0:1 2:5",
                "BLOCKED -1.0E308 1.0E308 3 0:1 2:5",
                "BLOCKED 0.0 Infinity 3 0:1 2:5",
                "BLOCKED 0.0 1.0 3 0:9223372036854775807 2:5",
                "UNFINISHED 0.0 1.0 3 0:1\nBLOCKED 0.0 1.0 3 0:1",
                "BLOCKED 0.0 1.0 3 0:1\nBLOCKED 0.0 1.0 3 0:1");
    }

    @Example
    void noCountIsNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> StageCounts.of("v1", 0, -1, 0, 0, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> StageCounts.of("v1", -1, 0, 0, 0, Map.of()));
    }

    @Example
    void histogramsHaveAGridAndNoNegativeCounts() {
        assertThatIllegalArgumentException().isThrownBy(() -> MetricHistogram.of(1, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MetricHistogram.of(0, Double.NaN, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MetricHistogram.of(-1e308, 1e308, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MetricHistogram.of(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MetricHistogram.of(0, 1, 0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricHistogram.of(0, 1, new long[MetricHistogram.MAX_BINS + 1]));
        assertThat(MetricHistogram.of(0, 1, 3, 0, 1).mean()).isEqualTo(0.25);
        assertThat(MetricHistogram.of(0, 1, 0, 0).mean()).isZero();
    }
}
