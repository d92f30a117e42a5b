package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Bulk;
import dev.flyball.core.text.Needle;
import dev.flyball.core.text.SaltedHash;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code wildcard_replace(v, wildcard, replacement[, "s"])}: the replacement if the whole value matches, in which
 * {@code ${1}} is what the first star stands for; each star stands for as little as can be.
 */
final class WildcardReplace {
    private static final int MOST_PARTS = 64;

    static final Function FUNCTION = Function.named("wildcard_replace")
            .takes(
                    3,
                    Parameter.of(BYTES),
                    Parameter.of(BYTES)
                            .prepared((pattern, compiler) -> new Wildcard(compiler.wildcard((String) pattern))),
                    Parameter.of(BYTES).prepared((template, compiler) -> Replacement.of((String) template)),
                    Parameter.of(BYTES)
                            .literal(flags -> flags.equals("s") || flags.equals("")
                                    ? null
                                    : "wildcard_replace has the flag s (upper and lower case differ)"))
            .gives(BYTES, Function.Size.GROWING)
            .costsForEach(2 * Needle.MAX_STEPS_PER_CHAR + 1)
            .costsBesides(Function.MAX_GROWTH / Bulk.BYTES_PER_STEP + 1 + MOST_PARTS * (long) Needle.MAX_FIXED_STEPS)
            .checking(WildcardReplace::problem)
            .does(WildcardReplace::call);

    private WildcardReplace() {}

    /** The parts between the stars. */
    private static final class Wildcard implements Function.Priced {
        private final List<String> parts;
        private final Needle[] folded;
        private final Needle[] exact;

        Wildcard(List<String> parts) {
            if (parts.size() > MOST_PARTS) {
                throw new IllegalArgumentException("the wildcard has more than " + (MOST_PARTS - 1) + " stars");
            }
            this.parts = parts;
            this.folded = needles(parts, true);
            this.exact = needles(parts, false);
        }

        private static Needle[] needles(List<String> parts, boolean ignoreCase) {
            return parts.stream().map(part -> new Needle(part, ignoreCase)).toArray(Needle[]::new);
        }

        @Override
        public String text() {
            return String.join("*", parts);
        }

        @Override
        public long mostSteps(long length) {
            return 2L * parts.stream().mapToInt(String::length).sum();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Wildcard that && parts.equals(that.parts);
        }

        @Override
        public int hashCode() {
            return SaltedHash.of(String.join("*", parts));
        }

        @Override
        public String toString() {
            return parts.toString();
        }
    }

    private static @Nullable String problem(@Nullable Object[] literals) {
        int stars = ((Wildcard) Objects.requireNonNull(literals[1])).parts.size() - 1;
        int highest = ((Replacement) Objects.requireNonNull(literals[2])).highest();
        return highest <= stars
                ? null
                : "the replacement has ${" + highest + "}, and the wildcard has "
                        + (stars == 0 ? "no star" : stars == 1 ? "one star" : stars + " stars");
    }

    private static Object call(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        Wildcard wildcard = (Wildcard) Objects.requireNonNull(arguments[1]);
        boolean exact = arguments.length > 3 && "s".equals(arguments[3]);
        Needle[] parts = exact ? wildcard.exact : wildcard.folded;
        int[] places = places(text, parts, meter);
        if (places.length == 0) {
            return text;
        }
        Replacement replacement = (Replacement) Objects.requireNonNull(arguments[2]);
        return replacement.replace(
                text,
                0,
                text.length(),
                new Replacement.Groups() {
                    @Override
                    public int start(int star) {
                        return places[star - 1] + parts[star - 1].length();
                    }

                    @Override
                    public int end(int star) {
                        return places[star];
                    }
                },
                meter);
    }

    /** Where each part stands, or nothing if the text does not match. */
    private static int[] places(String text, Needle[] parts, Meter meter) {
        int last = parts.length - 1;
        int end = text.length() - parts[last].length();
        boolean fits = end >= 0 && parts[0].length() <= text.length();
        if (!fits || last == 0 && end > 0 || !parts[0].standsAt(text, 0, meter)) {
            return new int[0];
        }
        int[] places = new int[parts.length];
        int at = parts[0].length();
        for (int i = 1; i < last; i++) {
            places[i] = parts[i].indexIn(text, at, meter);
            if (places[i] < 0) {
                return new int[0];
            }
            at = places[i] + parts[i].length();
        }
        if (last > 0 && (at > end || !parts[last].standsAt(text, end, meter))) {
            return new int[0];
        }
        places[last] = end;
        return places;
    }
}
