package dev.flyball.examples;

import dev.flyball.junit.RuleFileTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The rules of the example server pass the tests that they have. */
class WebRulesTest {
    @TestFactory
    Stream<DynamicNode> rules() throws IOException {
        return RuleFileTests.of(Path.of("rules", "web.yaml"));
    }
}
