package dev.flyball.spi;

import dev.flyball.Meter;
import dev.flyball.regex.CostBound;
import java.util.BitSet;
import java.util.List;

/** A set that asks its members one after the other: the reference for what any other set must answer. */
final class LoopingRegexSet implements CompiledRegexSet {
    private final List<CompiledRegex> members;
    private final CostBound cost;

    LoopingRegexSet(List<CompiledRegex> members) {
        this.members = List.copyOf(members);
        CostBound sum = CostBound.linear(0, 1);
        for (CompiledRegex member : members) {
            sum = sum.plus(member.cost());
        }
        this.cost = sum;
    }

    @Override
    public CostBound cost() {
        return cost;
    }

    @Override
    public String explain() {
        return members.size() + " patterns, one after the other";
    }

    @Override
    public void matches(String input, Meter meter, BitSet into) {
        meter.stride();
        meter.charge(1);
        for (int id = 0; id < members.size(); id++) {
            if (!into.get(id) && members.get(id).containsMatchIn(input, meter)) {
                into.set(id);
            }
        }
    }

    @Override
    public boolean matchesAny(String input, Meter meter) {
        return first(input, meter) >= 0;
    }

    @Override
    public int first(String input, Meter meter) {
        meter.stride();
        meter.charge(1);
        for (int id = 0; id < members.size(); id++) {
            if (members.get(id).containsMatchIn(input, meter)) {
                return id;
            }
        }
        return -1;
    }
}
