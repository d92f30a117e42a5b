package dev.flyball.core.rules.function;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Bulk;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.text.SaltedHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in place of a match: texts, and {@code ${1}} for what the first group matched; {@code $$} is a dollar.
 * Immutable.
 *
 * @param template as it is written
 * @param parts texts as {@link String}, groups as {@link Integer}
 * @param highest the highest number of a group; 0 if there is none
 */
record Replacement(String template, List<Object> parts, int highest) {
    private static final int MOST_REFERENCES = 8;

    /** @throws IllegalArgumentException if the template is malformed */
    static Replacement of(String template) {
        List<Object> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int highest = 0;
        int references = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c != '$') {
                text.append(c);
            } else if (template.startsWith("$$", i)) {
                text.append('$');
                i++;
            } else {
                int close = template.startsWith("${", i) ? template.indexOf('}', i) : -1;
                String number = close < 0 ? "" : template.substring(i + 2, close);
                if (!number.matches("[1-9][0-9]?")) {
                    throw new IllegalArgumentException(
                            "after $ in a replacement stands the number of a group, ${1}, or another $ for a dollar");
                }
                if (++references > MOST_REFERENCES) {
                    throw new IllegalArgumentException("a replacement has " + MOST_REFERENCES + " references at most");
                }
                parts.add(text.toString());
                text.setLength(0);
                parts.add(Integer.valueOf(number));
                highest = Math.max(highest, Integer.parseInt(number));
                i = close;
            }
        }
        parts.add(text.toString());
        return new Replacement(template, List.copyOf(parts), highest);
    }

    /** Authors choose templates: their hashes must not be theirs to choose. */
    @Override
    public int hashCode() {
        return SaltedHash.of(template);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Replacement that && template.equals(that.template);
    }

    /** Tells where groups are. */
    interface Groups {
        /** Where a group begins, or −1 if it took no part. */
        int start(int group);

        /** Where it ends. */
        int end(int group);
    }

    /** The text with the part between two places replaced. */
    String replace(String text, int from, int to, Groups groups, Meter meter) {
        long length = (long) text.length() - (to - from);
        for (Object part : parts) {
            length += part instanceof Integer group
                    ? groups.start(group) < 0 ? 0 : groups.end(group) - groups.start(group)
                    : ((String) part).length();
        }
        if (length > (long) text.length() + Function.MAX_GROWTH) {
            throw new FactsException("the result of a replacement would have " + length + " bytes: that is more than "
                    + Function.MAX_GROWTH + " above the text");
        }
        meter.charge(length / Bulk.BYTES_PER_STEP);
        StringBuilder replaced = new StringBuilder((int) length).append(text, 0, from);
        for (Object part : parts) {
            if (!(part instanceof Integer group)) {
                replaced.append((String) part);
            } else if (groups.start(group) >= 0) {
                replaced.append(text, groups.start(group), groups.end(group));
            }
        }
        return replaced.append(text, to, text.length()).toString();
    }
}
