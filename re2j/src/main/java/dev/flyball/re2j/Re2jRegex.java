package dev.flyball.re2j;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.flyball.Meter;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledRegex;
import java.util.Arrays;
import java.util.Map;

/** A pattern that RE2/J runs, over text that charges for being read. */
final class Re2jRegex implements CompiledRegex {
    /** How often RE2/J looks at the same char again at most, besides the search for a literal prefix. */
    private static final int LOOKS_AROUND = 10;

    private static final int FIXED = 32;

    private final Pattern pattern;
    private final int highestGroup;
    private final Map<String, Integer> groupNames;
    private final CostBound cost;

    Re2jRegex(Pattern pattern, int highestGroup, Map<String, Integer> groupNames) {
        this.pattern = pattern;
        this.highestGroup = highestGroup;
        this.groupNames = groupNames;
        // A literal prefix of two chars an instruction at most is compared at every place of a pass; with groups there
        // are two passes.
        long size = pattern.programSize();
        this.cost = CostBound.linear(2 * (3 * size + LOOKS_AROUND), 2 * FIXED);
    }

    @Override
    public int groupCount() {
        return pattern.groupCount();
    }

    @Override
    public Map<String, Integer> groupNames() {
        return groupNames;
    }

    @Override
    public int programSize() {
        return pattern.programSize();
    }

    @Override
    public CostBound cost() {
        return cost;
    }

    @Override
    public String explain() {
        return "RE2/J's NFA simulation of " + pattern.programSize() + " instructions, all charged at each char";
    }

    @Override
    public boolean containsMatchIn(String input, Meter meter) {
        return search(input, meter, (matcher, text) -> matcher.find());
    }

    @Override
    public boolean matches(String input, Meter meter) {
        return search(input, meter, (matcher, text) -> matcher.matches());
    }

    @Override
    public boolean find(String input, int from, int[] slots, Meter meter) {
        return search(input, meter, (matcher, text) -> {
            if (!matcher.find(from)) {
                return false;
            }
            // Asking for the first group makes RE2/J run a second time, over the match.
            text.startPass();
            Arrays.fill(slots, -1);
            int groups = Math.min(slots.length / 2 - 1, highestGroup);
            for (int group = 0; group <= groups; group++) {
                slots[2 * group] = matcher.start(group);
                slots[2 * group + 1] = matcher.end(group);
            }
            return true;
        });
    }

    private interface Search {
        boolean run(Matcher matcher, MeteredInput text);
    }

    private boolean search(String input, Meter meter, Search search) {
        MeteredInput text = new MeteredInput(input, pattern.programSize(), meter);
        boolean found;
        try {
            found = search.run(pattern.matcher(text), text);
        } catch (StackOverflowError e) {
            // RE2/J follows empty transitions by recursion. Its own state of this search is dropped with the exception.
            throw new IllegalStateException("RE2/J recurses deeper for this pattern than this thread's stack allows: "
                    + "use the default provider, or a thread with a larger stack");
        }
        text.finish();
        return found;
    }
}
