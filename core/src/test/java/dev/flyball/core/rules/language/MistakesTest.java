package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Typical mistakes are told as mistakes.txt says: each where it is, with what to write instead, and nothing else. */
class MistakesTest {
    private record Expected(String place, String message) {}

    private final ConditionCompiler compiler = new ConditionCompiler(Schema.http(), lists(), RuleOptions.defaults());

    private static NamedLists lists() {
        List<String> problems = new ArrayList<>();
        NamedLists lists = NamedLists.builder()
                .add("office", List.of("10.0.0.0/8"), (index, problem) -> problems.add(problem), Conditions.meter())
                .add(
                        "hosts",
                        List.of("10.0.0.1", "example.com"),
                        (index, problem) -> problems.add(problem),
                        Conditions.meter())
                .build();
        assertThat(problems).isEmpty();
        return lists;
    }

    @TestFactory
    Stream<DynamicTest> mistakes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        List<Expected> expected = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("  ")) {
                String[] parts = line.substring(2).split(" ?=> ", 2);
                expected.add(new Expected(parts[0], parts[1]));
            } else {
                List<Expected> ofThis = new ArrayList<>();
                expected = ofThis;
                tests.add(DynamicTest.dynamicTest(line, () -> check(line, ofThis)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(90);
        return tests.stream();
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = MistakesTest.class.getResourceAsStream("mistakes.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private void check(String text, List<Expected> expected) {
        List<Problem> problems = new ArrayList<>();
        assertThat(compiler.compile(text, problems, Conditions.meter())).isNull();
        assertThat(problems).as("%s", problems).hasSameSizeAs(expected).isNotEmpty();
        for (int i = 0; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            assertThat(text.substring(problem.offset(), problem.offset() + problem.length()))
                    .as("%s", problems)
                    .isEqualTo(expected.get(i).place());
            assertThat(problem.message()).contains(expected.get(i).message());
        }
    }
}
