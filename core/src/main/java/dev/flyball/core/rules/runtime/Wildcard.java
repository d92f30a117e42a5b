package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.core.text.Needle;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A wildcard pattern: literal parts with {@code *}, any run of bytes, between them. The first part stands at the
 * beginning, the last one at the end; each other part is looked for where the part before it ended, leftmost, which
 * never loses a match. So a text is read about once, whatever the pattern.
 *
 * <p>Immutable.
 */
final class Wildcard implements ValueTest {
    private final Needle[] parts;
    private final int shortest;
    private final boolean ignoreCase;

    /** A pattern of at least one part; parts may be empty. */
    Wildcard(List<String> parts, boolean ignoreCase) {
        this.parts = parts.stream().map(part -> new Needle(part, ignoreCase)).toArray(Needle[]::new);
        this.ignoreCase = ignoreCase;
        this.shortest = parts.stream().mapToInt(String::length).sum();
    }

    @Override
    public long mostSteps(long bytes) {
        // Each part is looked for where the one before ended; each search has its fixed steps.
        long fixed = (long) parts.length * (Needle.MAX_FIXED_STEPS + Needle.MAX_STEPS_PER_CHAR);
        return Needle.MAX_STEPS_PER_CHAR * (bytes + shortest) + 2L * shortest + fixed;
    }

    @Override
    public String toString() {
        return (ignoreCase ? "wildcard " : "strict wildcard ")
                + ValueTests.quoted(Stream.of(parts).map(Needle::text).collect(Collectors.joining("*")));
    }

    @Override
    public boolean test(Object value, Meter meter) {
        String text = (String) value;
        Needle first = parts[0];
        Needle last = parts[parts.length - 1];
        if (text.length() < shortest || parts.length == 1 && text.length() > shortest) {
            return false;
        }
        int end = text.length() - last.length();
        if (!first.standsAt(text, 0, meter) || !last.standsAt(text, end, meter)) {
            return false;
        }
        int at = first.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = parts[i].indexIn(text, at, meter);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return parts.length == 1 || at <= end;
    }
}
