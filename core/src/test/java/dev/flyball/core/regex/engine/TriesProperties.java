package dev.flyball.core.regex.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.differential.RegexCases;
import dev.flyball.core.differential.RegexCases.Case;
import dev.flyball.core.regex.program.Alphabet;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.program.Program;
import dev.flyball.core.regex.program.Reverser;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.spi.CompiledRegex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Different ways to the same match tell the same, and count the same scan steps. */
class TriesProperties {
    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> times = Arbitraries.of(1, 1, 3, 12);
        return RegexCases.cases()
                .flatMap(test -> times.map(
                        n -> new Case(test.rx(), test.options(), test.input().repeat(n))));
    }

    private static Meter meter() {
        return Budget.of(Budget.MAX_STEPS, Duration.ofHours(1)).start();
    }

    /** A pattern's program, and what runs it. */
    private record Engines(Program program, Alphabet alphabet) {
        static Engines of(Case test) {
            ParsedRegex parsed = Parser.parse(test.pattern(), test.options(), meter());
            Program program = Compiler.compile(parsed, meter());
            return new Engines(program, Alphabet.of(program, meter()));
        }

        AnchoredScan tryAt(String input, int from, Meter meter) {
            return LazyDfa.forAnchored(program, alphabet)
                    .anchoredScan(new AnchoredScan.Places(input, from, true, null, false), meter);
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void aTryByBacktrackingEndsWhereTheAutomatonEndsAndReachesAsFar(@ForAll("cases") Case test) {
        Engines engines = Engines.of(test);
        String input = test.input();
        BacktrackingTry backtracking = new BacktrackingTry(engines.program(), input, meter());
        for (int at = 0; at <= Math.min(input.length(), 100); at++) {
            Meter meter = meter();
            AnchoredScan scan = engines.tryAt(input, at, meter);
            boolean found = scan.next(at) == at;
            int end = backtracking.end(at);
            if (end == BacktrackingTry.UNKNOWN
                    && meter.scanSteps() * engines.program().size() > 1 << 17) {
                continue; // not enough memory, as it should be said
            }
            assertThat(end).as("from " + at).isEqualTo(found ? scan.end() : BacktrackingTry.NONE);
            assertThat(backtracking.reach() - at + (found ? 2 : 1))
                    .as("steps from " + at)
                    .isEqualTo((int) meter.scanSteps());
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void twoPassesFindTheGroupsOfThePikeVmWhateverIsWanted(
            @ForAll("cases") Case test, @ForAll @IntRange(min = 1, max = 4) int groups) {
        Engines engines = Engines.of(test);
        if (!TwoPass.fits(engines.program(), engines.alphabet())) {
            return;
        }
        TwoPass twoPass = TwoPass.of(engines.program(), engines.alphabet(), meter());
        PikeVm pikeVm = new PikeVm(engines.program());
        int all = engines.program().slotCount();
        for (int at = 0; at <= Math.min(test.input().length(), 100); at++) {
            AnchoredScan scan = engines.tryAt(test.input(), at, meter());
            if (scan.next(at) != at || scan.end() - at > TwoPass.MAX_CHARS) {
                continue;
            }
            int[] expected = new int[all];
            pikeVm.findAt(test.input(), at, expected, meter());
            int[] slots = new int[Math.min(all, 2 * groups)];
            int[] places = new int[scan.end() - at + 1];
            Meter building = meter();
            if (twoPass.findAt(test.input(), at, scan.end(), slots, places, building)) {
                assertThat(slots).as("at " + at).isEqualTo(Arrays.copyOf(expected, slots.length));
            }
            assertThat(building.scanSteps()).isZero();
            assertThat(building.buildSteps())
                    .isLessThanOrEqualTo((2L * (scan.end() - at) + 2) * TwoPass.maxBuildSteps(engines.program()));
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void matchesAheadAreThoseInTurnForTheSameSteps(
            @ForAll("cases") Case test, @ForAll @IntRange(min = 0, max = 30) int far) {
        Engines engines = Engines.of(test);
        LazyDfa anchored = LazyDfa.forAnchored(engines.program(), engines.alphabet());
        AnchoredScan.Places places = new AnchoredScan.Places(test.input(), 0, false, null, true);
        Meter inTurn = meter();
        List<String> expected = matches(anchored.anchoredScan(places, inTurn), null, test.input());
        Meter ahead = meter();
        AnchoredScan scan = anchored.anchoredScan(places, ahead);
        assertThat(matches(scan, new MatchesAhead(scan, far, ahead), test.input()))
                .isEqualTo(expected);
        assertThat(ahead.scanSteps()).isEqualTo(inTurn.scanSteps());
    }

    private static List<String> matches(AnchoredScan scan, MatchesAhead ahead, String input) {
        List<String> matches = new ArrayList<>();
        int from = 0;
        while (from <= input.length()) {
            int start;
            int end;
            if (ahead != null && ahead.take(from, true)) {
                start = ahead.start();
                end = ahead.end();
            } else {
                start = scan.next(ahead == null ? from : ahead.place());
                end = scan.end();
            }
            if (start < 0) {
                matches.add("ends with " + start);
                break;
            }
            matches.add(start + "-" + end);
            from = CompiledRegex.after(input, new int[] {start, end});
        }
        return matches;
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void aReverseProgramIsNoLargerThanIsSaid(@ForAll("cases") Case test) {
        Program program = Engines.of(test).program();
        Meter meter = meter();
        Program reverse = Reverser.reverse(program, meter);
        assertThat((long) reverse.size()).isLessThanOrEqualTo(Reverser.maxSize(program));
        assertThat((long) reverse.count(Program.SPLIT)).isLessThanOrEqualTo(Reverser.maxSplits(program));
        assertThat(meter.stepsUsed()).isLessThanOrEqualTo(Reverser.maxSteps(program));
    }
}
