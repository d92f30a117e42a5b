package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Sets hold what a look through all their members finds, and look it up in a logarithm of steps. */
class MemberSetTest {
    private static Meter meter() {
        return Budget.of(10_000_000_000L, Duration.ofMinutes(5)).start();
    }

    /** Near each other, so that ranges overlap and touch; and the extremes. */
    @Provide
    Arbitrary<Long> integers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-20, 20),
                Arbitraries.of(
                        Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE, -1L << 32, 1L << 32));
    }

    @Provide
    Arbitrary<List<IntSet.Range>> integerRanges() {
        return Combinators.combine(integers(), integers())
                .as((a, b) -> new IntSet.Range(Math.min(a, b), Math.max(a, b)))
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 2000)
    void integerSetsHoldTheIntegersOfTheirRanges(
            @ForAll("integerRanges") List<IntSet.Range> ranges, @ForAll("integers") long value) {
        boolean expected = ranges.stream().anyMatch(range -> range.first() <= value && value <= range.last());
        assertThat(IntSet.of(ranges, meter()).test(value, meter())).isEqualTo(expected);
    }

    @Provide
    Arbitrary<IpAddress> addresses() {
        Arbitrary<Integer> near = Arbitraries.integers().between(-3, 3);
        return Arbitraries.oneOf(
                Combinators.combine(near, Arbitraries.of(0, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x0A00_0000))
                        .as((offset, base) -> IpAddress.v4(base + offset)),
                Combinators.combine(Arbitraries.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE), near)
                        .as((high, low) -> IpAddress.v6(high, low)),
                near.map(low -> IpAddress.v6(0, low & 0xFFFF_FFFFL)));
    }

    @Provide
    Arbitrary<List<IpSet.Range>> addressRanges() {
        return Combinators.combine(addresses(), addresses())
                .filter((a, b) -> a.isV6() == b.isV6())
                .as((a, b) -> a.compareTo(b) <= 0 ? new IpSet.Range(a, b) : new IpSet.Range(b, a))
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 2000)
    void addressSetsHoldTheAddressesOfTheirRanges(
            @ForAll("addressRanges") List<IpSet.Range> ranges, @ForAll("addresses") IpAddress address) {
        boolean expected = ranges.stream()
                .anyMatch(range -> range.first().isV6() == address.isV6()
                        && range.first().compareTo(address) <= 0
                        && address.compareTo(range.last()) <= 0);
        assertThat(IpSet.of(ranges, meter()).test(address, meter())).isEqualTo(expected);
    }

    @Property
    void stringSetsHoldTheirMembers(@ForAll List<String> members, @ForAll String value) {
        BytesSet set = BytesSet.of(members, meter());
        assertThat(set.test(value, meter())).isEqualTo(members.contains(value));
        assertThat(members).allMatch(member -> set.test(member, meter()));
    }

    @Test
    void aMillionAddressesCostALogarithm() {
        Random random = new Random(1);
        List<IpSet.Range> ranges = new ArrayList<>();
        for (int i = 0; i < 1_000_000; i++) {
            IpAddress address = i % 2 == 0 ? IpAddress.v4(random.nextInt()) : IpAddress.v6(random.nextLong(), i);
            ranges.add(new IpSet.Range(address, address));
        }
        IpSet set = IpSet.of(ranges, meter());
        for (int i = 0; i < 1_000_000; i += 997) {
            Meter meter = meter();
            assertThat(set.test(ranges.get(i).first(), meter)).isTrue();
            assertThat(meter.scanSteps()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void aLongValueIsNotHashedForShortMembers() {
        Meter meter = meter();
        assertThat(BytesSet.of(List.of("a", "bc"), meter()).test("x".repeat(10_000_000), meter))
                .isFalse();
        assertThat(meter.scanSteps()).isZero();
    }
}
