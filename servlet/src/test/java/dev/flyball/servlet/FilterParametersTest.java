package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter that a deployment descriptor registers. */
class FilterParametersTest {
    private static final String RULES =
            "rules: [{id: no-admin, when: 'http.request.uri.path eq \"/app/admin\"', then: block}]";

    @TempDir
    private Path directory;

    private TestServer server(Map<String, String> parameters) throws Exception {
        FilterHolder holder = new FilterHolder(FlyballFilter.class);
        holder.setName("flyball");
        parameters.forEach(holder::setInitParameter);
        TestServer server = new TestServer().filter(holder).servlet("/*", new EchoServlet());
        server.context().setBaseResource(ResourceFactory.root().newResource(directory));
        return server;
    }

    private Path rules() throws Exception {
        return Files.writeString(directory.resolve("rules.yaml"), RULES);
    }

    @Test
    void rulesComeFromAFile() throws Exception {
        Map<String, String> parameters = Map.of(
                "rules", rules().toString(),
                "max-steps", "100000",
                "max-millis", "60000",
                "max-body-bytes", "1000",
                "exhaustion-policy", "skip-rule");
        try (TestServer server = server(parameters).start()) {
            assertThat(server.get("/admin").statusCode()).isEqualTo(403);
            assertThat(server.get("/other").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rulesComeFromTheApplication() throws Exception {
        Files.createDirectory(directory.resolve("WEB-INF"));
        Files.writeString(directory.resolve("WEB-INF/rules.yaml"), RULES);
        try (TestServer server = server(Map.of("rules", "/WEB-INF/rules.yaml")).start()) {
            assertThat(server.get("/admin").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void theEngineIsInTheServletContext() throws Exception {
        try (TestServer server = server(Map.of("rules", rules().toString())).start()) {
            RuleEngine engine =
                    (RuleEngine) server.context().getServletContext().getAttribute(FilterParameters.ENGINE);
            engine.deploy(RuleSet.parse("none.yaml", "rules: []", Schema.http()), Rollout.immediate("a test"));
            assertThat(server.get("/admin").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "max-steps, many, max-steps is no number: many",
        "max-steps, 0, maxSteps must be from 1",
        "max-millis, -1, maxTime must be more than zero",
        "max-body-bytes, 99999999999, integer overflow",
        "exhaustion-policy, sometimes, 'exhaustion-policy must be block, allow or skip-rule, not sometimes'",
        "max-stepz, 5, has no parameter max-stepz",
        "rules, nowhere.yaml, nowhere.yaml",
        "rules, /WEB-INF/nowhere.yaml, there is no /WEB-INF/nowhere.yaml"
    })
    void aMistakeIsToldAtTheStart(String parameter, String value, String message) throws Exception {
        Map<String, String> parameters = parameter.equals("rules")
                ? Map.of("rules", value)
                : Map.of("rules", rules().toString(), parameter, value);
        TestServer server = server(parameters);
        assertThatThrownBy(server::start)
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("flyball")
                .hasMessageContaining(message);
        server.close();
    }

    @Test
    void aRuleFileIsNeeded() throws Exception {
        TestServer server = server(Map.of());
        assertThatThrownBy(server::start).isInstanceOf(ServletException.class).hasMessageContaining("rules");
        server.close();
    }
}
