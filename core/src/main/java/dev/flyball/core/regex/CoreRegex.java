package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledRegex;
import java.util.Map;

/** A compiled pattern: its groups, and the strategy that answers questions about it. */
final class CoreRegex implements CompiledRegex {
    private final int groupCount;
    private final Map<String, Integer> groupNames;
    private final Strategy strategy;

    CoreRegex(ParsedRegex parsed, Strategy strategy) {
        this.groupCount = parsed.groupCount();
        this.groupNames = parsed.groupNames();
        this.strategy = strategy;
    }

    Strategy strategy() {
        return strategy;
    }

    @Override
    public int groupCount() {
        return groupCount;
    }

    @Override
    public Map<String, Integer> groupNames() {
        return groupNames;
    }

    @Override
    public int programSize() {
        return strategy.programSize();
    }

    @Override
    public CostBound cost() {
        return strategy.cost();
    }

    @Override
    public String explain() {
        return strategy.explain();
    }

    @Override
    public boolean containsMatchIn(String input, Meter meter) {
        return strategy.contains(input, meter);
    }

    @Override
    public boolean matches(String input, Meter meter) {
        return strategy.matches(input, meter);
    }

    @Override
    public boolean find(String input, int from, int[] slots, Meter meter) {
        return strategy.find(input, from, slots, meter);
    }

    @Override
    public void findAll(String input, int[] slots, MatchVisitor visitor, Meter meter) {
        strategy.findAll(input, slots, visitor, meter);
    }
}
