package dev.flyball.core.rules.runtime;

import dev.flyball.rules.Rule;
import dev.flyball.rules.Trace;
import dev.flyball.rules.Trace.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes down what one evaluation does, within bounds. For one thread. */
public final class Tracer {
    /** The most entries. */
    static final int MOST = 10_000;

    /** The longest text of an entry, in chars. */
    private static final int LONGEST = 200;

    private final List<Trace.Entry> entries = new ArrayList<>();

    void predicate(Condition condition, @Nullable Object value, boolean result, long steps) {
        if (entries.size() <= MOST) {
            String shown =
                    value == null ? "absent" : value instanceof String bytes ? ValueTests.quoted(bytes) : shown(value);
            add(Kind.PREDICATE, condition.toString(), shown, String.valueOf(result), steps);
        }
    }

    /** A value that is a number, an address or a Bool. */
    private static String shown(Object value) {
        return cut(String.valueOf(value));
    }

    void elements(Condition condition, boolean result, long steps) {
        if (entries.size() <= MOST) {
            add(Kind.ELEMENTS, condition.toString(), null, String.valueOf(result), steps);
        }
    }

    /** @param ofRules whether rules hang there, and not predicates that rule some out */
    void probe(AccessGroup group, boolean complete, boolean ofRules, long steps) {
        String known = ofRules ? "" : "rules out those of which the next operand is false";
        String unknown =
                ofRules ? "not known, so all rules that hang there are tried" : "not known, so no rule is ruled out";
        add(Kind.PROBE, group.subject(), null, complete ? known : unknown, steps);
    }

    void rule(Rule rule, RuleLoop.Outcome outcome, long steps) {
        add(Kind.RULE, rule.id(), null, outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '), steps);
    }

    void simulation() {
        add(Kind.SIMULATION, "simulated rules", null, "", 0);
    }

    private void add(Kind kind, String subject, @Nullable String value, String result, long steps) {
        if (entries.size() < MOST) {
            entries.add(Trace.entry(kind, cut(subject), value, result, steps));
        } else if (entries.size() == MOST) {
            entries.add(Trace.entry(Kind.CUT, "more than " + MOST + " entries", null, "", 0));
        }
    }

    /** How a trace names a condition that is not made of others. */
    public static String subject(Condition condition) {
        return cut(condition.toString());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    Trace trace() {
        return Trace.of(entries);
    }
}
