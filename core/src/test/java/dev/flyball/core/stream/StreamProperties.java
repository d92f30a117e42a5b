package dev.flyball.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.differential.RegexCases;
import dev.flyball.core.differential.RegexCases.Case;
import dev.flyball.core.regex.engine.PikeStream;
import dev.flyball.core.regex.engine.PikeVm;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** A stream answers what its set answers for the whole text, wherever the text is cut, and within what is told before. */
class StreamProperties {
    private static final Budget BUDGET = Budget.of(Budget.MAX_STEPS, Duration.ofHours(1));

    /** Patterns for one set, and a text that comes close to matching them. */
    record Question(List<String> patterns, RegexOptions options, String text) {
        RegexSet set() {
            return RegexSet.compile(patterns, options);
        }
    }

    @Provide
    Arbitrary<Question> questions() {
        Arbitrary<List<Case>> cases = Arbitraries.of(RegexCases.Alphabet.values())
                .flatMap(alphabet ->
                        RegexCases.cases(alphabet).list().ofMinSize(1).ofMaxSize(7));
        // Texts that are one piece, and texts of several, in which a match may be far from the beginning.
        Arbitrary<Integer> lengths = Arbitraries.of(0, 0, 0, 0, 100, 100, 5_000);
        return Combinators.combine(cases, lengths, Arbitraries.of("", "a", "é", "ш", "😀", "\n", "x y"))
                .as((list, length, filler) -> {
                    List<String> patterns = new ArrayList<>();
                    StringBuilder text = new StringBuilder();
                    for (Case test : list) {
                        patterns.add(test.pattern());
                        // A pattern that is one text is searched in its own way.
                        patterns.add(Regex.quote(test.input()));
                        text.append(test.input());
                    }
                    while (!filler.isEmpty() && text.length() < length) {
                        text.insert(text.length() / 2, filler);
                    }
                    return new Question(patterns, list.get(0).options(), text.toString());
                });
    }

    @Provide
    Arbitrary<Cuts> cuts() {
        return Cuts.any();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void theAnswerIsThatForTheWholeText(@ForAll("questions") Question question, @ForAll("cuts") Cuts cuts) {
        BitSet expected = question.set().matches(question.text(), BUDGET.start());
        RegexSet set = question.set();
        assertThat(cuts.answer(set, question.text(), BUDGET.start())).as("cold").isEqualTo(expected);
        assertThat(cuts.answer(set, question.text(), BUDGET.start())).as("warm").isEqualTo(expected);
        RegexSet.Stream arrays = set.stream(BUDGET.start());
        for (String piece : cuts.pieces(question.text())) {
            arrays.feed(('#' + piece + '#').toCharArray(), 1, 1 + piece.length());
        }
        assertThat(arrays.finish()).as("from arrays").isEqualTo(expected);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void whatIsKnownOnTheWayStaysSo(@ForAll("questions") Question question, @ForAll("cuts") Cuts cuts) {
        RegexSet set = question.set();
        BitSet expected = set.matches(question.text(), BUDGET.start());
        RegexSet.Stream stream = set.stream(BUDGET.start());
        BitSet known = new BitSet();
        StringBuilder fed = new StringBuilder();
        for (String piece : cuts.pieces(question.text())) {
            stream.feed(piece);
            fed.append(piece);
            BitSet now = stream.matchesSoFar();
            BitSet lost = (BitSet) known.clone();
            lost.andNot(now);
            assertThat(lost.isEmpty()).as("nothing is taken back").isTrue();
            known = now;
            if (stream.isDecided()) {
                assertThat(known).isEqualTo(expected);
            }
        }
        BitSet wrong = (BitSet) known.clone();
        wrong.andNot(expected);
        assertThat(wrong.isEmpty()).as("known, but not so").isTrue();
        assertThat(stream.finish()).isEqualTo(expected);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void aStreamIsChargedNoMoreThanItsCost(@ForAll("questions") Question question, @ForAll("cuts") Cuts cuts) {
        RegexSet set = question.set();
        long bound = set.streamCost().steps(question.text().length());
        Meter cold = BUDGET.start();
        cuts.answer(set, question.text(), cold);
        assertThat(cold.stepsUsed()).isBetween(1L, bound);
        Meter warm = BUDGET.start();
        RegexSet.Stream asking = set.stream(warm);
        for (String piece : cuts.pieces(question.text())) {
            asking.feed(piece);
            asking.matchesSoFar();
        }
        asking.finish();
        assertThat(warm.stepsUsed()).as("asked after every piece").isLessThanOrEqualTo(bound);
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void theSimulationAnswersLikeThePikeVm(@ForAll("cases") Case test, @ForAll("cuts") Cuts cuts) {
        Meter meter = BUDGET.start();
        Program program = Compiler.compile(Parser.parse(test.pattern(), test.options(), meter), meter);
        boolean expected = new PikeVm(program).contains(test.input(), 0, meter);
        Meter measured = BUDGET.start();
        StepCounter steps = new StepCounter(measured);
        PikeStream stream = new PikeStream(program, 0, measured);
        char[] text = test.input().toCharArray();
        int from = 0;
        for (String piece : cuts.pieces(test.input())) {
            int to = Math.max(from, from + piece.length());
            boolean split = to > 0 && to < text.length && Character.isSurrogatePair(text[to - 1], text[to]);
            if (to > from && !stream.isDecided() && !split) {
                stream.read(text, from, to, steps);
                from = to;
            }
        }
        if (!stream.isDecided()) {
            if (from < text.length) {
                stream.read(text, from, text.length, steps);
            }
            if (!stream.isDecided()) {
                stream.finish(steps);
            }
        }
        steps.finish();
        assertThat(stream.isMatched()).isEqualTo(expected);
        assertThat(measured.stepsUsed())
                .isLessThanOrEqualTo(PikeStream.cost(program).steps(text.length));
    }

    @Provide
    Arbitrary<Case> cases() {
        return RegexCases.cases();
    }

    /** Automata whose states do not fit in their caches, which are replaced within the text and between its pieces. */
    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE)
    void theAnswerHoldsWhereCachesAreReplaced(@ForAll long seed, @ForAll("cuts") Cuts cuts) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 25_000; i++) {
            text.append("ab".charAt(random.nextInt(2)));
        }
        List<String> patterns = new ArrayList<>();
        for (int distance = 12; distance < 18; distance++) {
            patterns.add("a[ab]{" + distance + "}c");
            patterns.add("a[ab]{" + distance + "}$");
        }
        RegexSet set = RegexSet.compile(patterns);
        BitSet expected = RegexSet.compile(patterns).matches(text, BUDGET.start());
        assertThat(cuts.answer(set, text.toString(), BUDGET.start())).isEqualTo(expected);
        String longer = text + "c";
        expected = RegexSet.compile(patterns).matches(longer, BUDGET.start());
        Meter meter = BUDGET.start();
        assertThat(cuts.answer(set, longer, meter)).isEqualTo(expected);
        assertThat(meter.stepsUsed()).isLessThanOrEqualTo(set.streamCost().steps(longer.length()));
    }
}
