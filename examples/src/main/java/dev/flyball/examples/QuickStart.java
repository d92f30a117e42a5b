package dev.flyball.examples;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.time.Duration;

/** A regex and a rule, each within a budget: as much as fits on a page. */
public final class QuickStart {
    private QuickStart() {}

    /** Prints what the regex and the rule say, and what that took. */
    public static void main(String[] args) {
        Meter meter = Budget.of(100_000, Duration.ofMillis(50)).start();

        Regex union = Regex.compile("(?i)union\\s+select");
        System.out.println(union.containsMatchIn("id=1 UNION  SELECT password", meter));

        RuleSet rules = RuleSet.parse("quick.yaml", """
                rules:
                  - id: admin-from-outside
                    when: |
                      http.request.uri.path matches "^/admin" and not ip.src in {10.0.0.0/8}
                    then: block
                """, Schema.http());
        RuleEngine engine = RuleEngine.of(rules);
        Facts facts = Facts.builder(Schema.http())
                .set("http.request.uri.path", "/admin/users")
                .set("ip.src", "203.0.113.7")
                .build();
        Decision decision = engine.evaluate(facts, meter);
        System.out.println(decision.action() + ", " + meter.stepsUsed() + " steps used");
    }
}
