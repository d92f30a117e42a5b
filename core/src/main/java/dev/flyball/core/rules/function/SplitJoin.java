package dev.flyball.core.rules.function;

import static dev.flyball.rules.ValueType.BYTES;
import static dev.flyball.rules.ValueType.INT;
import static dev.flyball.rules.ValueType.arrayOf;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Bulk;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.HostValues;
import dev.flyball.core.text.Needle;
import dev.flyball.core.text.SaltedHash;
import dev.flyball.rules.Bytes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code split(v, separator, limit)}: the parts of a text, at most so many, the last of which is the rest; and
 * {@code join(array, separator)}, which puts them together again.
 */
final class SplitJoin {
    private static final int MOST_PARTS = 128;

    static final Function SPLIT = Function.named("split")
            .takes(
                    3,
                    Parameter.of(BYTES),
                    Parameter.of(BYTES).prepared((separator, compiler) -> new Separator((String) separator)),
                    Parameter.of(INT)
                            .literal(limit -> (Long) limit >= 1 && (Long) limit <= MOST_PARTS
                                    ? null
                                    : "the limit of split is from 1 to " + MOST_PARTS))
            .gives(arrayOf(BYTES), Function.Size.FIRST_ARGUMENT)
            .costsForEach(Needle.MAX_STEPS_PER_CHAR + 1)
            .costsBesides(MOST_PARTS * (long) (Needle.MAX_FIXED_STEPS + 1))
            .does(SplitJoin::split);

    static final Function JOIN = Function.named("join")
            .takes(2, Parameter.of(arrayOf(BYTES)), Parameter.of(BYTES))
            .gives(BYTES, Function.Size.SMALL)
            .costsForEach(2)
            .costsBesides(2L * Function.MAX_GROWTH / Bulk.BYTES_PER_STEP)
            .does(SplitJoin::join);

    private SplitJoin() {}

    /** What stands between parts. */
    private static final class Separator implements Function.Priced {
        private final Needle needle;
        private final String text;

        Separator(String text) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("the separator of split is empty");
            }
            this.text = text;
            this.needle = new Needle(text, false);
        }

        @Override
        public String text() {
            return text;
        }

        @Override
        public long mostSteps(long length) {
            return (long) MOST_PARTS * text.length();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Separator that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return SaltedHash.of(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static Object split(@Nullable Object[] arguments, Meter meter) {
        String text = Functions.bytes(arguments, 0);
        Needle separator = ((Separator) Objects.requireNonNull(arguments[1])).needle;
        long limit = Functions.integer(arguments, 2);
        List<Object> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() + 1 < limit) {
            int at = separator.indexIn(text, from, meter);
            if (at < 0) {
                break;
            }
            meter.charge(1 + (at - from) / Bulk.BYTES_PER_STEP);
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static Object join(@Nullable Object[] arguments, Meter meter) {
        List<?> parts = (List<?>) Objects.requireNonNull(arguments[0]);
        String separator = Functions.bytes(arguments, 1);
        StringBuilder joined = new StringBuilder();
        Iterator<?> elements = HostValues.elements(parts);
        boolean first = true;
        while (HostValues.hasNext(elements)) {
            Object part = HostValues.next(elements);
            if (part == null) {
                continue;
            }
            if (!(part instanceof String text) || !Bytes.isBytes(text)) {
                throw new FactsException("join() wants an array of Bytes, and one of its elements is none");
            }
            long length = (long) joined.length() + text.length() + (first ? 0 : separator.length());
            if (length > Function.MAX_GROWTH) {
                throw new FactsException("the result of join() would have more than " + Function.MAX_GROWTH + " bytes");
            }
            meter.charge(1 + (length - joined.length()) / Bulk.BYTES_PER_STEP);
            joined.append(first ? "" : separator).append(text);
            first = false;
        }
        return joined.toString();
    }
}
