package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.regex.engine.LazyDfa;
import dev.flyball.core.regex.engine.StreamSearch;
import dev.flyball.core.regex.engine.TextStream;
import dev.flyball.core.regex.literal.Literals;
import dev.flyball.core.text.Needle;
import dev.flyball.regex.CostBound;
import dev.flyball.spi.CompiledRegex;
import org.jspecify.annotations.Nullable;

/** Answers about a pattern that is one text, without any automaton. */
final class TextStrategy implements Strategy {
    private final Needle needle;

    TextStrategy(String text) {
        this.needle = new Needle(text, false);
    }

    @Override
    public int programSize() {
        return needle.length() + 1;
    }

    @Override
    public CostBound cost() {
        long fixed = 1L + Needle.MAX_FIXED_STEPS + needle.length();
        return CostBound.linear(Needle.MAX_STEPS_PER_CHAR, fixed)
                .withLinearFindAll(Needle.MAX_STEPS_PER_CHAR + 3L * fixed, 2 * fixed);
    }

    @Override
    public String explain() {
        return "literal scan for a text of " + needle.length() + " chars: no automaton is needed";
    }

    @Override
    public boolean contains(String input, Meter meter) {
        return indexIn(input, 0, meter) >= 0;
    }

    @Override
    public boolean containsUnfiltered(String input, Meter meter) {
        return contains(input, meter);
    }

    @Override
    public @Nullable LazyDfa containsDfa() {
        return null;
    }

    @Override
    public StreamSearch stream(int member, Meter meter) {
        return new TextStream(needle, member);
    }

    @Override
    public CostBound streamCost() {
        return CostBound.linear(1, 0);
    }

    @Override
    public Literals required() {
        return Literals.of(needle.text());
    }

    @Override
    public boolean matches(String input, Meter meter) {
        meter.stride();
        meter.charge(1);
        return input.length() == needle.length() && needle.standsAt(input, 0, meter);
    }

    @Override
    public boolean find(String input, int from, int[] slots, Meter meter) {
        int start = indexIn(input, from, meter);
        slots[0] = start;
        slots[1] = start + needle.length();
        return start >= 0;
    }

    @Override
    public void findAll(String input, int[] slots, CompiledRegex.MatchVisitor visitor, Meter meter) {
        int from = 0;
        while (find(input, from, slots, meter)) {
            meter.charge(1);
            if (!visitor.visit(slots)) {
                return;
            }
            from = slots[1];
        }
    }

    private int indexIn(String input, int from, Meter meter) {
        meter.stride();
        meter.charge(1);
        return needle.indexIn(input, from, meter);
    }
}
