package dev.flyball.core.rules.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.rules.Bytes;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the entries of the table promise holds for all of them. */
class FunctionsTest {
    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(5)).start();
    }

    private static Object call(String name, Object... arguments) {
        return Functions.named(name).call(arguments, meter());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(20),
                Arbitraries.strings().withChars("%u20+aAfg05\u00e9").ofMaxLength(40),
                Arbitraries.of("%252525", "%u003c", "25").list().ofMaxSize(3).map(parts -> String.join("", parts)));
    }

    @Property(tries = 3000)
    void aCallCostsAndGivesNoMoreThanItsEntrySays(@ForAll("texts") String text, @ForAll long seed) {
        Random random = new Random(seed);
        for (Function function : Functions.all()) {
            int extra = function.maxArguments() == Integer.MAX_VALUE
                    ? 3
                    : function.maxArguments() - function.minArguments();
            Object[] arguments = new Object[function.minArguments() + random.nextInt(extra + 1)];
            boolean list = random.nextBoolean();
            long total = 0;
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = argument(function.parameter(i), text, list, random);
                total += Function.lengthOf(arguments[i]);
            }
            Meter meter = meter();
            Object result = function.call(arguments, meter);
            assertThat(meter.scanSteps())
                    .as(function.name())
                    .isPositive()
                    .isLessThanOrEqualTo(function.mostSteps(total));
            assertThat((long) Function.lengthOf(result)).isLessThanOrEqualTo(Math.max(total, 64));
        }
    }

    private static Object argument(Parameter parameter, String text, boolean list, Random random) {
        if (parameter.isLiteral()) {
            return random.nextBoolean() ? "ur" : "r";
        }
        if (list && parameter.accepts(ValueType.arrayOf(ValueType.BYTES))) {
            return Collections.nCopies(random.nextInt(4), text);
        }
        ValueType type = parameter.types().get(random.nextInt(parameter.types().size()));
        return switch (type.kind()) {
            case BOOL -> random.nextBoolean();
            case INT -> (long) random.nextInt(50) - 25;
            case IP -> IpAddress.v6(random.nextLong(), random.nextLong());
            default -> text.substring(0, random.nextInt(text.length() + 1));
        };
    }

    @Property
    void urlDecodeUndoesUrlEncoding(@ForAll String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        assertThat(call("url_decode", encoded))
                .isEqualTo(Bytes.utf8(URLDecoder.decode(encoded, StandardCharsets.UTF_8)));
    }

    @Test
    void urlDecodeRepeatsTenTimesAtMost() {
        String deep = "%" + "25".repeat(12) + "41";
        assertThat(call("url_decode", deep, "r")).isEqualTo("%" + "25".repeat(2) + "41");
        assertThat(call("url_decode", "%" + "25".repeat(9) + "41", "r")).isEqualTo("A");
    }

    @Property
    void substringTakesWhatIsThere(@ForAll("texts") String text, @ForAll int from, @ForAll int to) {
        int first = Math.floorMod(from, 60) - 30;
        int last = Math.floorMod(to, 60) - 30;
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean after = first < 0 ? i >= text.length() + first : i >= first;
            boolean before = last < 0 ? i < text.length() + last : i < last;
            if (after && before) {
                expected.append(text.charAt(i));
            }
        }
        assertThat(call("substring", text, (long) first, (long) last)).isEqualTo(expected.toString());
        assertThat(call("substring", text, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(text);
    }

    @Test
    void concatDoesNotGrowBeyondItsBound() {
        String half = "x".repeat(Function.MAX_GROWTH / 2 + 1);
        assertThat(call("concat", half, half)).isEqualTo(half + half);
        assertThatThrownBy(() -> call("concat", half, half, half, half))
                .isInstanceOf(FactsException.class)
                .hasMessageContaining("concat()");
    }

    @Test
    void longArgumentsAreChargedAsTheyAreRead() {
        String large = "%41".repeat(1_000_000);
        for (Function function : List.of(Functions.named("lower"), Functions.named("url_decode"))) {
            Meter meter = Budget.of(50_000, Duration.ofMinutes(1)).start();
            AtomicBoolean ended = new AtomicBoolean();
            try {
                function.call(new Object[] {large}, meter);
            } catch (BudgetExceededException e) {
                ended.set(true);
            }
            assertThat(ended).isTrue();
        }
    }
}
