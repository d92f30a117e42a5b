package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Bulk;
import dev.flyball.core.text.SaltedHash;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code regex_replace(v, pattern, replacement)}: the first match replaced. */
final class RegexReplace {
    static final Function FUNCTION = Function.named("regex_replace")
            .takes(
                    3,
                    Parameter.of(BYTES),
                    Parameter.of(BYTES).prepared((pattern, compiler) -> {
                        Regex regex = compiler.regex((String) pattern);
                        return regex == null ? null : new Pattern(regex);
                    }),
                    Parameter.of(BYTES).prepared((template, compiler) -> Replacement.of((String) template)))
            .gives(BYTES, Function.Size.GROWING)
            .costsForEach(1)
            .costsBesides(Function.MAX_GROWTH / Bulk.BYTES_PER_STEP + 1)
            .checking(RegexReplace::problem)
            .does(RegexReplace::call);

    private RegexReplace() {}

    /** A regex; equal to others of the same pattern, as all regexes of a file have the same options. */
    private static final class Pattern implements Function.Priced {
        private final Regex regex;

        Pattern(Regex regex) {
            this.regex = regex;
        }

        @Override
        public String text() {
            return regex.pattern();
        }

        @Override
        public long mostSteps(long length) {
            // The engine that finds groups may charge for each of them once more.
            return regex.cost().findSteps(length) + regex.groupCount() + 1L;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pattern that && regex.pattern().equals(that.regex.pattern());
        }

        @Override
        public int hashCode() {
            return SaltedHash.of(regex.pattern());
        }

        @Override
        public String toString() {
            return regex.pattern();
        }
    }

    private static @Nullable String problem(@Nullable Object[] literals) {
        int groups = ((Pattern) Objects.requireNonNull(literals[1])).regex.groupCount();
        int highest = ((Replacement) Objects.requireNonNull(literals[2])).highest();
        return highest <= groups
                ? null
                : "the replacement has ${" + highest + "}, and the regex has "
                        + (groups == 0 ? "no groups" : groups == 1 ? "one group" : groups + " groups");
    }

    private static Object call(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        Regex regex = ((Pattern) Objects.requireNonNull(arguments[1])).regex;
        Replacement replacement = (Replacement) Objects.requireNonNull(arguments[2]);
        Match match = regex.find(text, meter);
        if (match == null) {
            return text;
        }
        return replacement.replace(
                text,
                match.start(),
                match.end(),
                new Replacement.Groups() {
                    @Override
                    public int start(int group) {
                        return match.start(group);
                    }

                    @Override
                    public int end(int group) {
                        return match.end(group);
                    }
                },
                meter);
    }
}
