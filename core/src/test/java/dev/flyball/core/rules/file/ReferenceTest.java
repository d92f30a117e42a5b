package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.rules.function.Function;
import dev.flyball.core.rules.function.Functions;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleTests;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What docs/rule-language.md shows is so, and it shows every operator and every function. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "rule-language.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(condition|yaml)\\n(.*?)^```$");
    private static final Pattern EXAMPLE = Pattern.compile("(.*?) *# (true|false) of (\\{.*})");

    private static List<String> blocks(String kind) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(REFERENCE));
        while (matcher.find()) {
            if (matcher.group(1).equals(kind)) {
                blocks.add(matcher.group(2));
            }
        }
        return blocks;
    }

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        String condition = "";
        for (String block : blocks("condition")) {
            for (String line : block.split("\n")) {
                Matcher example = EXAMPLE.matcher(line);
                assertThat(example.matches()).as(line).isTrue();
                condition = example.group(1).isBlank()
                        ? condition
                        : example.group(1).strip();
                String shown = condition;
                String expected = example.group(2).equals("true") ? "match" : "no match";
                String given = example.group(3);
                tests.add(DynamicTest.dynamicTest(line.strip(), () -> check(shown, given, expected)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(80);
        return tests.stream();
    }

    private static void check(String condition, String given, String expected) {
        String yaml = "rules:\n  - id: example\n    when: |\n      " + condition + "\n    then: log\n    tests:\n"
                + "      - given: " + given + "\n        expect: " + expected + "\n";
        RuleOptions options =
                RuleOptions.builder().list("office", List.of("10.0.0.0/8")).build();
        RuleTests tests = RuleTests.run("example.yaml", yaml, Schema.http(), options);
        assertThat(tests.passed()).as("%s", tests).isTrue();
        assertThat(tests.results()).hasSize(1);
    }

    @Test
    void everyFunctionAndEveryOperatorHasAnExample() throws IOException {
        String examples = String.join("\n", blocks("condition"));
        List<String> names = new ArrayList<>(List.of("any", "all"));
        Functions.all().stream().map(Function::name).forEach(names::add);
        names.forEach(name -> assertThat(examples).as(name).containsPattern("(?<![a-z0-9_.])" + name + "\\("));
        List<String> operators = List.of(
                "eq",
                "==",
                "ne",
                "!=",
                "lt",
                "<",
                "le",
                "<=",
                "gt",
                ">",
                "ge",
                ">=",
                "bitwise_and",
                "&",
                "contains",
                "matches",
                "~",
                "wildcard",
                "strict wildcard",
                "in {",
                "in $",
                "not",
                "!",
                "and",
                "&&",
                "xor",
                "^^",
                "or",
                "||");
        operators.forEach(operator -> assertThat(examples)
                .as(operator)
                .containsPattern("(?m)(^| |\\()" + Pattern.quote(operator) + "( |\"|[0-9a-z])"));
    }

    @Test
    void theFilesThatItShowsCanBeLoadedAndPassTheirTests() throws IOException {
        List<String> files = blocks("yaml");
        assertThat(files).hasSizeGreaterThan(1);
        for (String file : files) {
            assertThat(RuleSet.parse("shown.yaml", file, Schema.http()).rules()).isNotEmpty();
            RuleTests tests = RuleTests.run("shown.yaml", file, Schema.http(), RuleOptions.defaults());
            assertThat(tests.passed()).as("%s", tests).isTrue();
        }
    }
}
