package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Names in messages: shown safely, and which one was meant by a name that does not exist. */
final class Names {
    private static final int LONGEST_SHOWN = 60;

    private Names() {}

    /** A piece of a condition in quotes, cut if it is long. */
    static String shown(String text) {
        String cut = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        StringBuilder shown = new StringBuilder("`");
        cut.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '·' : (char) c));
        return shown.append('`').toString();
    }

    /** {@code ": did you mean `x`?"}, or nothing; nor if the problem that it is for would not be kept. */
    static String suggestion(String name, Iterable<String> known, Problems problems, Meter meter) {
        if (problems.isFull()) {
            return "";
        }
        String nearest = NearestName.of(name, known, meter);
        if (nearest == null) {
            nearest = endingIn(name, known, meter);
        }
        return nearest == null ? "" : ": did you mean " + shown(nearest) + "?";
    }

    /** The first known name that ends in this one, after a dot. */
    private static @Nullable String endingIn(String name, Iterable<String> known, Meter meter) {
        String end = "." + name;
        for (String candidate : known) {
            meter.charge(1);
            if (candidate.endsWith(end)) {
                return candidate;
            }
        }
        return null;
    }
}
