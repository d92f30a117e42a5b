package dev.flyball.servlet;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ExhaustionPolicy;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The init parameters of a {@link FlyballFilter} that a {@code web.xml} registers. It has an engine of its own, writes its
 * decisions to {@link DecisionLog}, and leaves the engine in the servlet context's attribute
 * {@value #ENGINE}, for changes of the rules.
 *
 * <ul>
 *   <li>{@value #RULES}: the rule file, a path of the file system, or one below {@code /WEB-INF/}. The only parameter
 *       that must be there.
 *   <li>{@value #MAX_STEPS}, {@value #MAX_MILLIS}: the budget of a request.
 *   <li>{@value #MAX_BODY_BYTES}: see {@link FlyballFilter.Builder#maxBodyBytes}.
 *   <li>{@value #EXHAUSTION_POLICY}: {@code block}, {@code allow} or {@code skip-rule}; {@code block} by default.
 * </ul>
 */
public final class FilterParameters {
    /** The rule file. */
    public static final String RULES = "rules";
    /** The most steps of a request. */
    public static final String MAX_STEPS = "max-steps";
    /** The most time of a request, in milliseconds. */
    public static final String MAX_MILLIS = "max-millis";
    /** How much of a body rules can see. */
    public static final String MAX_BODY_BYTES = "max-body-bytes";
    /** What becomes of a request when a rule does not finish. */
    public static final String EXHAUSTION_POLICY = "exhaustion-policy";
    /** The servlet context's attribute that has the {@link RuleEngine}. */
    public static final String ENGINE = "dev.flyball.servlet.engine";

    private FilterParameters() {}

    static FilterSettings read(FilterConfig config) throws ServletException {
        for (Enumeration<String> names = config.getInitParameterNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            if (!Arrays.asList(RULES, MAX_STEPS, MAX_MILLIS, MAX_BODY_BYTES, EXHAUSTION_POLICY)
                    .contains(name)) {
                throw new ServletException("the filter " + config.getFilterName() + " has no parameter " + name);
            }
        }
        String rules = config.getInitParameter(RULES);
        if (rules == null) {
            throw new ServletException(
                    "the filter " + config.getFilterName() + " needs the init parameter " + RULES + ": a rule file");
        }
        try {
            EngineOptions options = EngineOptions.builder()
                    .exhaustionPolicy(policy(config.getInitParameter(EXHAUSTION_POLICY)))
                    .build();
            RuleEngine engine = RuleEngine.of(load(rules, config), options);
            FlyballFilter.Builder builder = FlyballFilter.builder(engine).listener(new DecisionLog());
            builder.budget(Budget.of(
                    number(config, MAX_STEPS, builder.budget.maxSteps()),
                    Duration.ofMillis(
                            number(config, MAX_MILLIS, builder.budget.maxTime().toMillis()))));
            builder.maxBodyBytes(Math.toIntExact(number(config, MAX_BODY_BYTES, builder.maxBodyBytes)));
            FilterSettings settings = builder.settings();
            config.getServletContext().setAttribute(ENGINE, engine);
            return settings;
        } catch (IllegalArgumentException | ArithmeticException | IOException | BudgetExceededException e) {
            throw new ServletException("the filter " + config.getFilterName() + ": " + e.getMessage(), e);
        }
    }

    private static long number(FilterConfig config, String parameter, long otherwise) {
        String text = config.getInitParameter(parameter);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(parameter + " is no number: " + text, e);
        }
    }

    private static ExhaustionPolicy policy(@Nullable String text) {
        String name = text == null ? "block" : text.strip();
        for (ExhaustionPolicy policy : ExhaustionPolicy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException(EXHAUSTION_POLICY + " must be block, allow or skip-rule, not " + name);
    }

    private static RuleSet load(String rules, FilterConfig config) throws IOException {
        RuleOptions options = RuleOptions.defaults();
        if (!rules.startsWith("/WEB-INF/")) {
            return RuleSet.load(Path.of(rules), Schema.http(), options);
        }
        try (InputStream in = config.getServletContext().getResourceAsStream(rules)) {
            if (in == null) {
                throw new IOException("there is no " + rules);
            }
            // UTF-8 has at most 3 bytes for a char, so what is longer than this is refused for its length.
            byte[] text = in.readNBytes(Math.multiplyExact(options.maxFileLength(), 3) + 1);
            return RuleSet.parse(rules, new String(text, StandardCharsets.UTF_8), Schema.http(), options);
        }
    }
}
