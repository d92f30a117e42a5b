package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.ScratchPool;
import dev.flyball.core.regex.engine.DfaLanes;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.literal.GramFilter;
import dev.flyball.core.regex.literal.Literals;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledRegexSet;
import dev.flyball.spi.CompiledStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many patterns asked together: one pass over the input finds the required literals of all of them, and only the patterns
 * that may match are run, each by itself. So the answer is by construction what each pattern answers.
 */
final class CoreRegexSet implements CompiledRegexSet {
    /** A literal that is expected more often than this, in a place, does not save the work of looking for it. */
    private static final double MAX_FREQUENCY = 0.1;

    private static final ScratchPool<Candidates> POOL = new ScratchPool<>(Candidates::new);

    /** The patterns to run for an input. */
    private static final class Candidates {
        long[] words = {};
        final DfaLanes lanes = new DfaLanes();

        void set(long[] from) {
            if (words.length < from.length) {
                words = new long[from.length];
            }
            System.arraycopy(from, 0, words, 0, from.length);
        }
    }

    private final Strategy[] members;
    private final GramFilter filter;
    private final long[] always;
    private final CostBound cost;
    private final int filtered;

    CoreRegexSet(List<Strategy> members, Meter meter) {
        this.members = members.toArray(new Strategy[0]);
        this.always = new long[(members.size() + 63) / 64];
        List<@Nullable Literals> literals = new ArrayList<>();
        CostBound sum = CostBound.linear(0, 2L + members.size());
        int withLiterals = 0;
        for (int id = 0; id < members.size(); id++) {
            Strategy member = members.get(id);
            Literals required = member.required();
            boolean useful = required.minLength() > 0 && required.frequency() <= MAX_FREQUENCY;
            literals.add(useful ? required : null);
            if (useful) {
                withLiterals++;
            } else {
                always[id >> 6] |= 1L << id;
            }
            sum = sum.plus(member.cost());
        }
        this.filtered = withLiterals;
        this.filter = GramFilter.of(literals, meter);
        this.cost = sum.plus(CostBound.linear(filter.mostStepsPerChar() + 1, 1));
    }

    @Override
    public CostBound cost() {
        return cost;
    }

    @Override
    public String explain() {
        return members.length + " patterns: " + filtered
                + " run only where a literal that they require is found, in one" + " scan for all of them; "
                + (members.length - filtered) + " always run";
    }

    @Override
    public void matches(String input, Meter meter, BitSet into) {
        Candidates candidates = candidates(input, meter);
        boolean inLanes = candidates.lanes.begin(input, meter);
        for (int id = next(candidates, 0); id >= 0; id = next(candidates, id + 1)) {
            if (into.get(id)) {
                continue;
            }
            LazyDfa dfa = inLanes ? members[id].containsDfa() : null;
            if (dfa != null) {
                candidates.lanes.add(dfa, id, input, into, meter);
            } else if (members[id].containsUnfiltered(input, meter)) {
                into.set(id);
            }
        }
        if (inLanes) {
            candidates.lanes.finish(input, into, meter);
        }
        POOL.giveBack(candidates);
    }

    @Override
    public boolean matchesAny(String input, Meter meter) {
        return first(input, meter) >= 0;
    }

    @Override
    public int first(String input, Meter meter) {
        Candidates candidates = candidates(input, meter);
        int first = next(candidates, 0);
        while (first >= 0 && !members[first].containsUnfiltered(input, meter)) {
            first = next(candidates, first + 1);
        }
        POOL.giveBack(candidates);
        return first;
    }

    @Override
    public CompiledStream stream(Meter meter) {
        return CoreStream.of(members, meter);
    }

    @Override
    public CostBound streamCost() {
        return CoreStream.cost(members);
    }

    /** The patterns to run, in memory of the pool; if the meter ends meanwhile, that is left to the collector. */
    private Candidates candidates(String input, Meter meter) {
        meter.stride();
        meter.charge(1L + members.length);
        Candidates candidates = POOL.take();
        candidates.set(always);
        if (filtered > 0) {
            filter.scan(input, candidates.words, meter);
        }
        return candidates;
    }

    private int next(Candidates candidates, int from) {
        if (from >= members.length) {
            return -1;
        }
        int word = from >> 6;
        long bits = candidates.words[word] & -1L << from;
        while (bits == 0) {
            if (++word >= always.length) {
                return -1;
            }
            bits = candidates.words[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }
}
