package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.FactsReader;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever a host's facts do, a condition has a value, an error, or no budget left. */
class HostileFactsTest {
    private final Conditions conditions = new Conditions(Conditions.SCHEMA);

    private static final class HostFacts implements Facts {
        private final Function<Field, Object> values;
        private int asked;

        HostFacts(Function<Field, Object> values) {
            this.values = values;
        }

        @Override
        public Schema schema() {
            return Conditions.SCHEMA;
        }

        @Override
        public Object value(Field field) {
            asked++;
            return values.apply(field);
        }
    }

    private static FactsReader giving(Object value) {
        return new FactsReader(new HostFacts(field -> value));
    }

    private boolean test(String condition, Object value) {
        return conditions.compile(condition).test(giving(value), Conditions.meter());
    }

    private void fails(String condition, Object value, String message) {
        assertThatThrownBy(() -> test(condition, value))
                .isInstanceOf(FactsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFieldIsAskedForOnceAndOnlyWhenNeeded() {
        HostFacts facts = new HostFacts(field -> field.name().equals("n") ? 5L : null);
        FactsReader reader = new FactsReader(facts);
        Condition condition = conditions.compile("n eq 4 and s eq \"a\" or n eq 5 or ip eq ::1");
        assertThat(condition.test(reader, Conditions.meter())).isTrue();
        assertThat(facts.asked).isEqualTo(1);
        Condition absent = conditions.compile("s eq \"a\" or s eq \"b\"");
        assertThat(absent.test(reader, Conditions.meter())).isFalse();
        assertThat(facts.asked).isEqualTo(2);
    }

    @Test
    void aFieldThatFailedFailsAgainWithoutBeingAsked() {
        for (Throwable thrown : List.of(
                new IllegalStateException("no database"),
                new StackOverflowError(),
                new AssertionError("no database"),
                new NoClassDefFoundError("x"))) {
            HostFacts facts = new HostFacts(field -> sneakily(thrown));
            FactsReader reader = new FactsReader(facts);
            Condition condition = conditions.compile("s eq \"a\"");
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> condition.test(reader, Conditions.meter()))
                        .isInstanceOf(FactsException.class)
                        .hasMessageContaining("s could not be computed")
                        .hasCause(thrown);
            }
            assertThat(facts.asked).isEqualTo(1);
        }
    }

    @Test
    void whatTheHostsExceptionSaysIsBoundedAndMayThrowItself() {
        RuntimeException mute = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException();
            }
        };
        for (RuntimeException thrown : List.of(new RuntimeException("x".repeat(1_000_000)), mute)) {
            assertThatThrownBy(() -> conditions
                            .compile("s eq \"a\"")
                            .test(new FactsReader(new HostFacts(field -> sneakily(thrown))), Conditions.meter()))
                    .isInstanceOf(FactsException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> Object sneakily(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void anInterruptionOfTheHostStaysVisible() {
        assertThatThrownBy(() -> conditions
                        .compile("b")
                        .test(
                                new FactsReader(new HostFacts(field -> sneakily(new InterruptedException()))),
                                Conditions.meter()))
                .isInstanceOf(FactsException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aBudgetOfTheHostsOwnThatEndsIsAnErrorAndTheRulesOwnIsNone() {
        Meter small = Budget.of(1, Duration.ofMinutes(1)).start();
        FactsReader reader = new FactsReader(new HostFacts(field -> {
            small.charge(2);
            return "";
        }));
        assertThatThrownBy(() -> conditions.compile("s eq \"\"").test(reader, Conditions.meter()))
                .isInstanceOf(FactsException.class)
                .hasCauseInstanceOf(BudgetExceededException.class);
        Meter rules = Budget.of(1, Duration.ofMinutes(1)).start();
        FactsReader charging = new FactsReader(new HostFacts(field -> {
            rules.charge(2);
            return "";
        }));
        assertThatThrownBy(() -> conditions.compile("s eq \"\"").test(charging, rules))
                .isInstanceOf(BudgetExceededException.class);
    }

    @Test
    void valuesOfAnotherTypeAreErrors() {
        fails("s eq \"a\"", 5L, "java.lang.Long stands where Bytes is expected");
        fails("n eq 5", 5, "java.lang.Integer stands where Int is expected");
        fails("t", "true", "expected");
        fails("ip eq ::1", "::1", "expected");
        fails("as[0] eq \"a\"", Map.of(), "expected");
        fails("as[0] eq \"a\"", List.of(5L), "expected");
        fails("any(as[*] eq \"a\")", List.of(5L), "expected");
        fails("ms[\"k\"] eq \"a\"", Map.of("k", List.of()), "expected");
        fails("any(mas[*][*] eq \"a\")", Map.of("k", "a"), "expected");
        fails("any(lower(as[*])[*] eq \"a\")", List.of(5L), "expected");
        fails("any(ab)", List.of("a"), "expected");
        fails("s eq \"a\"", "\u0100", "U+00FF");
        fails("as[0] eq \"a\"", List.of("\u0100"), "U+00FF");
    }

    @Test
    void nullsInListsAndMapsAreAbsent() {
        assertThat(test("as[0] eq \"a\"", Arrays.asList(null, "a"))).isFalse();
        assertThat(test("as[0] ne \"a\"", Arrays.asList(null, "a"))).isTrue();
        assertThat(test("all(as[*] eq \"a\")", Arrays.asList(null, "a"))).isTrue();
        Map<String, Object> map = new HashMap<>();
        map.put("k", null);
        assertThat(test("ms[\"k\"] eq \"a\"", map)).isFalse();
        assertThat(test("all(ms[*] eq \"a\")", map)).isTrue();
    }

    @Test
    void listsThatThrowAreErrors() {
        List<Object> throwing = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("gone");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        fails("as[0] eq \"a\"", throwing, "gone");
        fails("any(as[*] eq \"a\")", throwing, "gone");
        fails("len(concat(as, as)) eq 2", throwing, "gone");
        List<Object> sizeless = new AbstractList<>() {
            @Override
            public Object get(int index) {
                return "a";
            }

            @Override
            public int size() {
                throw new IllegalStateException("gone");
            }
        };
        fails("len(as) eq 2", sizeless, "gone");
        fails("as[0] eq \"a\"", sizeless, "gone");
    }

    /** A list whose iterator never ends. */
    private static List<Object> endless() {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return "a";
            }

            @Override
            public int size() {
                return 1;
            }

            @Override
            public Iterator<Object> iterator() {
                return Collections.<Object>nCopies(Integer.MAX_VALUE, "a").iterator();
            }
        };
    }

    @Test
    void endlessListsEndWithTheMeter() {
        Meter meter = Budget.of(100_000, Duration.ofMinutes(1)).start();
        assertThatThrownBy(() -> conditions.compile("any((as[*] eq \"b\"))").test(giving(endless()), meter))
                .isInstanceOf(BudgetExceededException.class);
        fails("len(concat(as, as)) eq 2", endless(), "more elements than its size");
        fails("len(upper(as[*])) eq 2", endless(), "bytes or elements");
    }

    @Test
    void walkingToAnElementOfALinkedListIsCharged() {
        Meter meter = Conditions.meter();
        List<String> list = new LinkedList<>(Collections.nCopies(10_000, "a"));
        assertThat(conditions.compile("as[9999] eq \"a\"").test(giving(list), meter))
                .isTrue();
        assertThat(meter.scanSteps()).isGreaterThan(9_999);
    }

    @Test
    void aRuleThatEndsWhileAValueIsCheckedLeavesItToOthers() {
        FactsReader reader = giving("x".repeat(1_000_000));
        Condition condition = conditions.compile("s contains \"y\"");
        Meter few = Budget.of(100, Duration.ofMinutes(1)).start();
        assertThatThrownBy(() -> condition.test(reader, few)).isInstanceOf(BudgetExceededException.class);
        assertThat(condition.test(reader, Conditions.meter())).isFalse();
    }
}
