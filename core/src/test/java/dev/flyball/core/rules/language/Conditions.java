package dev.flyball.core.rules.language;

import static dev.flyball.rules.ValueType.BOOL;
import static dev.flyball.rules.ValueType.BYTES;
import static dev.flyball.rules.ValueType.INT;
import static dev.flyball.rules.ValueType.IP;
import static dev.flyball.rules.ValueType.arrayOf;
import static dev.flyball.rules.ValueType.mapOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.plan.RuleSetPlanner;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.FactsReader;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles and tests conditions over one schema. */
public final class Conditions {
    /** One field of each type, and more. */
    public static final Schema SCHEMA = Schema.builder()
            .field("t", BOOL)
            .field("f", BOOL)
            .field("b", BOOL)
            .field("n", INT)
            .field("s", BYTES)
            .field("s2", BYTES)
            .field("ip", IP)
            .field("as", arrayOf(BYTES))
            .field("ai", arrayOf(INT))
            .field("ab", arrayOf(BOOL))
            .field("ms", mapOf(BYTES))
            .field("mb", mapOf(BOOL))
            .field("mas", mapOf(arrayOf(BYTES)))
            .field("aas", arrayOf(arrayOf(BYTES)))
            .field("aab", arrayOf(arrayOf(BOOL)))
            .build();

    public static final NamedLists LISTS = NamedLists.builder()
            .add("office", List.of("10.0.0.0/8", "192.0.2.1..192.0.2.9"), Conditions::fail, meter())
            .add("numbers", List.of(7, 8L), Conditions::fail, meter())
            .add("words.of_1", List.of("alpha", "beta"), Conditions::fail, meter())
            .add("empty", List.of(), Conditions::fail, meter())
            .build();

    private final Schema schema;
    private final ConditionCompiler compiler;

    Conditions(Schema schema) {
        this(schema, RuleOptions.defaults());
    }

    Conditions(Schema schema, RuleOptions options) {
        this.schema = schema;
        this.compiler = new ConditionCompiler(schema, LISTS, options);
    }

    private static void fail(int index, String problem) {
        throw new AssertionError(problem);
    }

    public static Meter meter() {
        return Budget.of(100_000_000_000L, Duration.ofMinutes(5)).start();
    }

    Condition compile(String text, List<Problem> problems) {
        Typed.Expression typed = compiler.compile(text, problems, meter());
        return typed == null ? null : RuleSetPlanner.condition(typed, schema, meter());
    }

    Condition compile(String text) {
        List<Problem> problems = new ArrayList<>();
        Condition condition = compile(text, problems);
        assertThat(problems).as(text).isEmpty();
        return condition;
    }

    List<Problem> problems(String text) {
        List<Problem> problems = new ArrayList<>();
        Condition condition = compile(text, problems);
        assertThat(condition == null).as(text).isEqualTo(!problems.isEmpty());
        return problems;
    }

    boolean test(String text, Map<String, ?> values) {
        return compile(text).test(new FactsReader(facts(values)), meter());
    }

    Facts facts(Map<String, ?> values) {
        Facts.Builder facts = Facts.builder(schema);
        values.forEach(facts::set);
        return facts.build();
    }
}
