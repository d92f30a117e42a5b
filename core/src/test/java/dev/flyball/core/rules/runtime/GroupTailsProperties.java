package dev.flyball.core.rules.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Phase;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What hangs in the last groups is the same with and without what is kept of it. */
class GroupTailsProperties {
    @Property(tries = 300)
    void theLastGroupsHaveTheRulesThatHangThere(
            @ForAll @IntRange(max = 300) int count,
            @ForAll @IntRange(min = 1, max = 40) int mostRules,
            @ForAll long seed) {
        Random random = new Random(seed);
        AccessGroup[] groups =
                Stream.generate(() -> group(random, mostRules)).limit(count).toArray(AccessGroup[]::new);
        GroupTails tails = new GroupTails(groups);
        BitSet expected = new BitSet();
        for (int from = count; from >= 0; from--) {
            if (from < count) {
                for (int rule : groups[from].rules()) {
                    expected.set(rule);
                }
            }
            BitSet found = new BitSet();
            tails.addFrom(from, found);
            assertThat(found).as("from %s of %s", from, count).isEqualTo(expected);
        }
    }

    @Property(tries = 300)
    void littleIsLeftToGoOver(
            @ForAll @IntRange(min = 1, max = 300) int count, @ForAll @IntRange(max = 300) int from, @ForAll long seed) {
        Random random = new Random(seed);
        int[] looked = {0};
        AccessGroup[] groups =
                Stream.generate(() -> group(random, 40)).limit(count).toArray(AccessGroup[]::new);
        int hanging = Stream.of(groups).mapToInt(group -> group.rules().length).sum();
        BitSet counting = new BitSet() {
            @Override
            public void set(int rule) {
                looked[0]++;
            }
        };
        new GroupTails(groups).addFrom(Math.min(from, count), counting);
        assertThat(looked[0] * GroupTails.KEPT).isLessThanOrEqualTo(hanging);
    }

    private static AccessGroup group(Random random, int mostRules) {
        int[] rules = random.ints(1 + random.nextInt(mostRules), 0, 2_000)
                .sorted()
                .distinct()
                .toArray();
        return AccessGroup.of(new ConstantValue("x"), List.of(), rules, Set.of(Phase.REQUEST));
    }
}
