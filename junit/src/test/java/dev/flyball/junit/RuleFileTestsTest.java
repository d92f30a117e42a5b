package dev.flyball.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.flyball.rules.RuleSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;

/** Tests in rule files are run, and fail, as any other test of a build. */
class RuleFileTestsTest {
    static final Path RULES = Path.of("src/test/resources/rules.yaml");
    private static Path broken = RULES;

    @TestFactory
    Stream<DynamicNode> rules() throws IOException {
        return RuleFileTests.of(RULES);
    }

    /** What a user writes; run by JUnit in the tests below. */
    static class UsersTest {
        @TestFactory
        Stream<DynamicNode> rules() throws IOException {
            return RuleFileTests.of(broken);
        }
    }

    private static Events run(Path file) {
        broken = file;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(UsersTest.class))
                .execute()
                .testEvents();
    }

    @Test
    void everyTestOfTheFileIsATest() {
        run(RULES).assertStatistics(stats -> stats.succeeded(3).failed(0));
    }

    @Test
    void aFailureTellsWhatWasExpectedAndWhatCame(@TempDir Path directory) throws IOException {
        String rules = Files.readString(RULES).replace("10.0.0.0/8", "11.0.0.0/8");
        Events events = run(Files.writeString(directory.resolve("rules.yaml"), rules));
        events.assertStatistics(stats -> stats.succeeded(2).failed(1));
        Event failed = events.failed().stream().findFirst().orElseThrow();
        assertThat(failed.getTestDescriptor().getDisplayName()).isEqualTo("the office may");
        AssertionFailedError error =
                (AssertionFailedError) failed.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow();
        assertThat(error.getExpected().getStringRepresentation()).isEqualTo("no match");
        assertThat(error.getActual().getStringRepresentation()).isEqualTo("match");
        assertThat(error)
                .hasMessageContaining("rule \"admin\" should not match, but did")
                .hasMessageContaining("ip.src: 10.0.0.1")
                .hasMessageContaining("true   not ip.src in {11.0.0.0/8}");
    }

    @Test
    void theFilesOfADirectoryAreOneRuleSet(@TempDir Path directory) throws IOException {
        Files.copy(RULES, directory.resolve("a.yaml"));
        Path last = Files.writeString(directory.resolve("b.yaml"), """
                rules: []
                tests:
                  - {given: {http.request.uri.path: /admin, ip.src: 203.0.113.7}, expect: pass}
                """);
        Events events = run(directory);
        events.assertStatistics(stats -> stats.succeeded(3).failed(1));
        Event failed = events.failed().stream().findFirst().orElseThrow();
        assertThat(failed.getTestDescriptor().getSource())
                .hasValue(FileSource.from(last.toFile(), FilePosition.from(3)));
    }

    @Test
    void aFileWithoutTestsOrWithAMistakeFails(@TempDir Path directory) throws IOException {
        Path none = Files.writeString(directory.resolve("none.yaml"), "rules: []");
        assertThatThrownBy(() -> RuleFileTests.of(none))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("no tests");
        Path mistaken = Files.writeString(directory.resolve("mistaken.yaml"), "rule: []");
        assertThatThrownBy(() -> RuleFileTests.of(mistaken)).isInstanceOf(RuleSyntaxException.class);
        assertThat(List.of(RuleFileTests.of(RULES).toArray())).hasSize(2);
    }
}
