package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.core.rules.runtime.FactsReader;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Conditions mean what conditions.txt says. */
class ConditionExamplesTest {
    private static final Pattern LINE = Pattern.compile("(.*?)  given (\\{.*})  is (true|false|refused)");

    private final Conditions conditions = new Conditions(Conditions.SCHEMA);

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : lines()) {
            Matcher example = LINE.matcher(line);
            assertThat(example.matches()).as(line).isTrue();
            tests.add(DynamicTest.dynamicTest(line, () -> check(example.group(1), example.group(2), example.group(3))));
        }
        assertThat(tests).hasSizeGreaterThan(200);
        return tests.stream();
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = ConditionExamplesTest.class.getResourceAsStream("conditions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private void check(String text, String facts, String expected) {
        List<Problem> problems = new ArrayList<>();
        Condition condition = conditions.compile(text, problems);
        if (expected.equals("refused")) {
            assertThat(condition).isNull();
            return;
        }
        assertThat(problems).isEmpty();
        Object result = condition.test(new FactsReader(facts(facts)), Conditions.meter());
        assertThat(result).hasToString(expected);
    }

    private static Facts facts(String yaml) {
        Facts.Builder facts = Facts.builder(Conditions.SCHEMA).set("t", true).set("f", false);
        Map<?, ?> values = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        values.forEach((field, value) -> facts.set((String) field, value));
        return facts.build();
    }

    @Test
    void aSchemaCanMakeNotEqualFalseOfAbsentValues() {
        Conditions strict = new Conditions(
                Schema.builder().field("n", ValueType.INT).absentNotEqual(false).build());
        assertThat(strict.test("n ne 5", Map.of())).isFalse();
        assertThat(strict.test("n ne 5", Map.of("n", 6))).isTrue();
        assertThat(strict.test("not n eq 5", Map.of())).isTrue();
    }

    @Test
    void commentsEndWithTheirLine() {
        assertThat(conditions.test("n eq 5 # or not\r\n and # both\n s eq \"#\"#", Map.of("n", 5, "s", "#")))
                .isTrue();
    }

    @Test
    void bytesAreTakenAsTheyAre() {
        assertThat(conditions.test("s eq \"\\xff\\x00\"", Map.of("s", new byte[] {-1, 0})))
                .isTrue();
        assertThat(conditions.test("len(s) eq 4", Map.of("s", "😀"))).isTrue();
    }
}
