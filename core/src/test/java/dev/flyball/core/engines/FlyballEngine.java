package dev.flyball.core.engines;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/** The engine that hosts get, through the API. */
public final class FlyballEngine implements Engine {
    private static final Budget BUDGET = Budget.of(200_000_000, Duration.ofMinutes(1));

    @Override
    public String name() {
        return "flyball";
    }

    @Override
    public Program compile(String pattern, RegexOptions options) {
        return new Compiled(Regex.compile(pattern, options));
    }

    @Override
    public Function<String, BitSet> compileSet(List<String> patterns, RegexOptions options) {
        RegexSet set = RegexSet.compile(patterns, options);
        return input -> set.matches(input, BUDGET.start());
    }

    private record Compiled(Regex regex) implements Program {
        private static Meter meter() {
            return BUDGET.start();
        }

        @Override
        public boolean containsMatchIn(String input) {
            return regex.containsMatchIn(input, meter());
        }

        @Override
        public boolean matches(String input) {
            return regex.matches(input, meter());
        }

        @Override
        public int[] find(String input, int from) {
            Match match = regex.find(input, from, meter());
            return match == null ? null : slots(match);
        }

        @Override
        public List<int[]> findAll(String input) {
            return regex.findAll(input, meter()).stream().map(Compiled::slots).toList();
        }

        private static int[] slots(Match match) {
            int[] slots = new int[2 * (match.groupCount() + 1)];
            for (int group = 0; group <= match.groupCount(); group++) {
                slots[2 * group] = match.start(group);
                slots[2 * group + 1] = match.end(group);
            }
            return slots;
        }
    }
}
