package dev.flyball.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flyball.Budget;
import dev.flyball.benchmarks.corpus.CaptureCases;
import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.corpus.RequestValues;
import dev.flyball.benchmarks.corpus.SearchCase;
import dev.flyball.benchmarks.engine.Engine;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Searcher;
import dev.flyball.benchmarks.engine.SetSearcher;
import dev.flyball.benchmarks.engine.Text;
import dev.flyball.benchmarks.engine.UnsupportedPatternException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is timed is right: on shortened inputs our engine counts what the reference counts. */
class AgreementTest {
    private static final Budget ENDLESS = Budget.of(Budget.MAX_STEPS, Budget.MAX_TIME);

    static Stream<SearchCase> cases() {
        return Stream.concat(
                CaptureCases.all().stream(),
                Corpus.find().map(SearchCase::rebar).stream().flatMap(List::stream));
    }

    private static Corpus corpus() {
        assumeTrue(Corpus.find().isPresent(), "../shared/corpus is not there");
        return Corpus.find().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void countsWhatTheReferenceCounts(SearchCase whole) {
        SearchCase search = whole.shortened(5_000);
        long expected;
        try {
            expected = count(Engines.REFERENCE, search);
        } catch (UnsupportedPatternException e) {
            expected = count(Engines.JAVA, search);
        }
        assertThat(count(Engines.FLYBALL, search)).isEqualTo(expected);
    }

    private static long count(Engine engine, SearchCase search) {
        return engine.compile(search.pattern()).count(search.model(), search.text(), ENDLESS.start());
    }

    @Test
    void everyCaseHasSomethingToCount() {
        assertThat(cases())
                .allSatisfy(search -> assertThat(count(Engines.FLYBALL, search)).isPositive());
    }

    @Test
    void givesTheIdsThatTheReferenceGives() {
        Corpus corpus = corpus();
        List<PatternSpec> patterns = some(RequestValues.patterns(corpus), 5);
        List<Searcher> reference =
                patterns.stream().map(Engines.REFERENCE::compile).toList();
        List<Searcher> single = patterns.stream().map(Engines.FLYBALL::compile).toList();
        SetSearcher set = Engines.FLYBALL.compileSet(patterns);
        for (Text value : some(RequestValues.hot(corpus), 20)) {
            BitSet expected = ids(reference, value);
            BitSet together = new BitSet();
            set.matches(value, ENDLESS.start(), together);
            assertThat(ids(single, value)).as(value.string()).isEqualTo(expected);
            assertThat(together).as(value.string()).isEqualTo(expected);
        }
    }

    private static <T> List<T> some(List<T> all, int oneIn) {
        return Stream.iterate(0, i -> i < all.size(), i -> i + oneIn)
                .map(all::get)
                .toList();
    }

    private static BitSet ids(List<Searcher> searchers, Text value) {
        BitSet ids = new BitSet();
        for (int i = 0; i < searchers.size(); i++) {
            ids.set(i, searchers.get(i).contains(value, ENDLESS.start()));
        }
        return ids;
    }

    @Test
    void theBenignValuesAreDifferentAndAlwaysTheSame() {
        Corpus corpus = corpus();
        List<String> values = strings(RequestValues.benign(corpus, 2_000));
        assertThat(values)
                .hasSize(2_000)
                .doesNotHaveDuplicates()
                .startsWith(strings(RequestValues.benign(corpus, 500)).toArray(String[]::new));
    }

    private static List<String> strings(List<Text> texts) {
        return texts.stream().map(Text::string).toList();
    }
}
