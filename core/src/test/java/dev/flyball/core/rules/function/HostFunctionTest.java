package dev.flyball.core.rules.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleFunction;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Unfinished;
import dev.flyball.rules.ValueType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host's function is typed and charged like the language's own, and what goes wrong in it stays with its rules. */
class HostFunctionTest {
    private static final RuleFunction COUNTRY = RuleFunction.named("country")
            .takes(ValueType.IP)
            .gives(ValueType.BYTES)
            .costs(500, 0)
            .does((arguments, meter) -> arguments.get(0).equals(IpAddress.parse("192.0.2.1")) ? "NL" : null);

    private static RuleOptions options(RuleFunction... functions) {
        RuleOptions.Builder options = RuleOptions.builder();
        for (RuleFunction function : functions) {
            options.function(function);
        }
        return options.build();
    }

    private static RuleSet rules(String condition, RuleFunction... functions) {
        String yaml = "rules:\n  - id: a\n    when: |\n      " + condition + "\n    then: log\n";
        return RuleSet.parse("r", yaml, Schema.http(), options(functions));
    }

    private static Decision decide(RuleSet rules, String ip, Meter meter) {
        Facts facts = Facts.builder(Schema.http())
                .set("ip.src", ip)
                .set("http.host", "shop")
                .set("http.request.headers.names", List.of("a", "b"))
                .build();
        return RuleEngine.of(rules).evaluate(facts, meter);
    }

    private static Meter meter() {
        return Budget.of(1_000_000, Duration.ofMinutes(1)).start();
    }

    @Test
    void itIsCalledAndCharged() {
        Meter meter = meter();
        RuleSet rules = rules("lower(country(ip.src)) eq \"nl\"", COUNTRY);
        assertThat(decide(rules, "192.0.2.1", meter).matchedRuleIds()).containsExactly("a");
        assertThat(meter.scanSteps()).isBetween(500L, 600L);
        assertThat(decide(rules, "192.0.2.2", meter()).matchedRuleIds()).isEmpty();
    }

    @Test
    void itIsCalledForEachElement() {
        RuleFunction isB = RuleFunction.named("is_b")
                .takes(ValueType.BYTES, ValueType.BYTES)
                .gives(ValueType.BOOL)
                .does((arguments, meter) -> arguments.get(0).equals(arguments.get(1)));
        RuleSet rules = rules("any(is_b(http.request.headers.names[*], \"b\"))", isB);
        assertThat(decide(rules, "::1", meter()).matchedRuleIds()).containsExactly("a");
    }

    @Test
    void whatItThrowsOrGivesWronglyMakesItsRuleUnfinished() {
        List<RuleFunction.Body> bodies = List.of(
                (arguments, meter) -> {
                    throw new java.io.IOException("no connection");
                },
                (arguments, meter) -> {
                    throw new StackOverflowError();
                },
                (arguments, meter) -> 7L,
                (arguments, meter) -> "\u20ac",
                (arguments, meter) -> "x".repeat(Function.MAX_GROWTH + 100));
        for (RuleFunction.Body body : bodies) {
            RuleFunction bad = RuleFunction.named("bad")
                    .takes(ValueType.BYTES)
                    .gives(ValueType.BYTES)
                    .does(body);
            Decision decision = decide(rules("bad(http.host) ne \"\"", bad), "::1", meter());
            assertThat(decision.unfinished()).hasSize(1);
            assertThat(decision.unfinished().get(0).reason()).isEqualTo(Unfinished.Reason.ERROR);
            assertThat(decision.unfinished().get(0).detail()).contains("bad()");
        }
    }

    @Test
    void itsTypesAreChecked() {
        assertThatThrownBy(() -> rules("country(http.host) eq \"x\"", COUNTRY))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining("Ip");
        assertThatThrownBy(() -> rules("contry(ip.src) eq \"x\"", COUNTRY)).hasMessageContaining("`country`");
        assertThatThrownBy(() -> rules("country(ip.src) eq \"x\"")).hasMessageContaining("unknown function");
    }

    @Test
    void theLanguagesOwnNamesAreTaken() {
        for (String name : List.of("lower", "any", "score")) {
            RuleFunction own = RuleFunction.named(name)
                    .takes(ValueType.BYTES)
                    .gives(ValueType.BYTES)
                    .does((a, m) -> null);
            assertThatThrownBy(() -> rules("ssl", own)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> RuleFunction.named("A b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RuleFunction.named("a").takes(ValueType.BYTES).does((a, m) -> null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTheRulesMeanHangsOnTheFunctionsThatThereAre() {
        assertThat(rules("ssl", COUNTRY).version()).isNotEqualTo(rules("ssl").version());
    }
}
