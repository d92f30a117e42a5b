package dev.flyball.core.rules.file;

import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import java.util.List;

/** What tests of rule files say often. */
final class RuleFiles {
    private RuleFiles() {}

    static RuleSet compile(String yaml) {
        return RuleSet.parse("rules.yaml", yaml, Schema.http(), RuleOptions.defaults());
    }

    /** The problems of a file; none if it is taken. */
    static List<Diagnostic> problems(String yaml) {
        return problems(yaml, RuleOptions.defaults());
    }

    static List<Diagnostic> problems(String yaml, RuleOptions options) {
        try {
            RuleSet.parse("rules.yaml", yaml, Schema.http(), options);
            return List.of();
        } catch (RuleSyntaxException e) {
            return e.diagnostics();
        }
    }

    /** The places of the problems of a file, as {@code line:column}. */
    static List<String> places(String yaml) {
        return problems(yaml).stream().map(d -> d.line() + ":" + d.column()).toList();
    }
}
