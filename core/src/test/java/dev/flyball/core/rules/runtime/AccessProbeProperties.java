package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.IntervalProbe.Range;
import dev.flyball.rules.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** An index finds the rules that a look through all predicates finds, within the steps that it declares. */
class AccessProbeProperties {
    private static final int RULES = 200;

    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(5)).start();
    }

    private static void finds(AccessProbe probe, Object value, long bytes, Predicate<Integer> expected) {
        CandidateSet candidates = new CandidateSet(RULES);
        Meter meter = meter();
        probe.probe(value, meter, candidates, new BitSet());
        for (int rule = 0; rule < RULES; rule++) {
            assertThat(candidates.contains(rule))
                    .as("rule %s, %s of %s", rule, probe, value)
                    .isEqualTo(expected.test(rule));
        }
        assertThat(meter.stepsUsed()).isLessThanOrEqualTo(probe.mostSteps(bytes));
        candidates.clear();
        assertThat(candidates.next(0)).isEqualTo(-1);
    }

    private static long integer(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Long.MIN_VALUE + random.nextInt(3);
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> random.nextLong();
            default -> random.nextInt(30) - 15;
        };
    }

    @Property(tries = 500)
    void rangesOfIntegersAreFound(@ForAll long seed) {
        Random random = new Random(seed);
        List<Range<Long>> ranges = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(RULES); i++) {
            long a = integer(random);
            long b = random.nextBoolean() ? a : integer(random);
            ranges.add(new Range<>(Math.min(a, b), Math.max(a, b), random.nextInt(RULES)));
        }
        AccessProbe probe = IntervalProbe.ofIntegers(ranges, meter());
        for (int i = 0; i < 20; i++) {
            long value = integer(random);
            finds(
                    probe,
                    value,
                    0,
                    rule -> ranges.stream()
                            .anyMatch(
                                    range -> range.rule() == rule && range.first() <= value && value <= range.last()));
        }
    }

    private static IpAddress address(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> IpAddress.v4(-1 - random.nextInt(3));
            case 1 -> IpAddress.v4(random.nextInt(20));
            case 2 -> IpAddress.v6(0, random.nextInt(20));
            case 3 -> IpAddress.v6(-1, -1 - random.nextInt(3));
            case 4 -> IpAddress.v6(random.nextInt(2), -1 - random.nextInt(2));
            default -> IpAddress.v4(0x0A00_0000 + random.nextInt(20));
        };
    }

    @Property(tries = 500)
    void rangesOfAddressesAreFoundInTheirFamily(@ForAll long seed) {
        Random random = new Random(seed);
        List<Range<IpAddress>> ranges = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(RULES); i++) {
            IpAddress a = address(random);
            IpAddress b = random.nextBoolean() ? a : address(random);
            if (a.isV6() == b.isV6()) {
                boolean inOrder = a.compareTo(b) <= 0;
                ranges.add(new Range<>(inOrder ? a : b, inOrder ? b : a, random.nextInt(RULES)));
            }
        }
        AccessProbe probe = IntervalProbe.ofAddresses(ranges, meter());
        for (int i = 0; i < 20; i++) {
            IpAddress value = address(random);
            finds(
                    probe,
                    value,
                    0,
                    rule -> ranges.stream()
                            .anyMatch(range -> range.rule() == rule
                                    && range.first().isV6() == value.isV6()
                                    && range.first().compareTo(value) <= 0
                                    && value.compareTo(range.last()) <= 0));
        }
    }

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append("ab\u00ff".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    @Property(tries = 500)
    void prefixesSuffixesAndEqualStringsAreFound(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, int[]> rules = new HashMap<>();
        for (int i = 0; i < RULES; i++) {
            if (random.nextBoolean()) {
                rules.merge(text(random, 6), new int[] {i}, AccessProbeProperties::joined);
            }
        }
        AccessProbe prefixes = new AffixProbe(false, rules);
        AccessProbe suffixes = new AffixProbe(true, rules);
        AccessProbe equal = new EqualityProbe(rules);
        for (int i = 0; i < 20; i++) {
            String value = text(random, 9);
            finds(prefixes, value, value.length(), rule -> hangs(rules, rule, value::startsWith));
            finds(suffixes, value, value.length(), rule -> hangs(rules, rule, value::endsWith));
            finds(equal, value, value.length(), rule -> hangs(rules, rule, value::equals));
        }
    }

    @Property(tries = 30)
    void longAffixesThatBeginAlikeAreFound(@ForAll long seed) {
        Random random = new Random(seed);
        int longest = 3_000;
        Map<String, int[]> rules = new HashMap<>();
        for (int i = 0; i < RULES; i++) {
            rules.merge(alike(random, longest), new int[] {i}, AccessProbeProperties::joined);
        }
        AccessProbe prefixes = new AffixProbe(false, rules);
        Map<String, int[]> reversed = new HashMap<>();
        rules.forEach((text, hanging) -> reversed.put(reversed(text), hanging));
        AccessProbe suffixes = new AffixProbe(true, reversed);
        for (int i = 0; i < 10; i++) {
            String value = alike(random, longest);
            finds(prefixes, value, value.length(), rule -> hangs(rules, rule, value::startsWith));
            finds(suffixes, reversed(value), value.length(), rule -> hangs(rules, rule, value::startsWith));
        }
    }

    /** Many of one char, and then others. */
    private static String alike(Random random, int longest) {
        return "a".repeat(random.nextInt(4) == 0 ? random.nextInt(longest) : longest) + text(random, 3);
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    @Property(tries = 500)
    void candidatesAreWalkedOverInTheirOrderAlsoWhenSomeAreTakenOut(@ForAll long seed) {
        Random random = new Random(seed);
        int rules = 1 + random.nextInt(20_000);
        CandidateSet candidates = new CandidateSet(rules);
        BitSet expected = new BitSet();
        for (int i = 0; i < 200; i++) {
            int rule = random.nextBoolean() ? random.nextInt(rules) : random.nextInt(Math.min(rules, 130));
            if (random.nextInt(3) > 0) {
                candidates.add(rule);
                expected.set(rule);
            } else {
                candidates.remove(rule);
                expected.clear(rule);
            }
        }
        BitSet walked = new BitSet();
        for (int rule = candidates.next(0); rule >= 0; rule = candidates.next(rule + 1)) {
            assertThat(expected.get(rule)).as("rule %s", rule).isTrue();
            walked.set(rule);
        }
        assertThat(walked).isEqualTo(expected);
    }

    private static int[] joined(int[] a, int[] b) {
        int[] both = new int[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static boolean hangs(Map<String, int[]> rules, int rule, Predicate<String> needs) {
        return rules.entrySet().stream()
                .anyMatch(entry -> needs.test(entry.getKey())
                        && Arrays.stream(entry.getValue()).anyMatch(r -> r == rule));
    }

    @Test
    void whatTheNeighboursOfAValueBeginWithIsNotReadAgain() {
        Map<String, int[]> rules = new HashMap<>();
        for (int i = 0; i < RULES; i++) {
            rules.put("a".repeat(3_000) + (char) i, new int[] {i});
        }
        Meter meter = meter();
        CandidateSet candidates = new CandidateSet(RULES);
        new AffixProbe(false, rules).probe("a".repeat(3_000) + (char) (RULES / 2), meter, candidates, new BitSet());
        assertThat(candidates.next(0)).isEqualTo(RULES / 2);
        assertThat(meter.stepsUsed()).as("of 190 for each time that it is read").isLessThan(3 * 190);
    }

    @Test
    void aHundredThousandPrefixesTakeALogarithmOfSteps() {
        Map<String, int[]> rules = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            rules.put("/tenant/" + i + "/", new int[] {i % RULES});
        }
        AccessProbe probe = new AffixProbe(false, rules);
        for (int i = 0; i < 100_000; i += 997) {
            Meter meter = meter();
            CandidateSet candidates = new CandidateSet(RULES);
            probe.probe("/tenant/" + i + "/x", meter, candidates, new BitSet());
            assertThat(candidates.contains(i % RULES)).isTrue();
            assertThat(meter.stepsUsed()).isLessThan(60);
        }
    }
}
