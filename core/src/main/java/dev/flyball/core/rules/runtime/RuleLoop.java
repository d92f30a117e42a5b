package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.Rule;
import dev.flyball.rules.Unfinished;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tries rules one after the other, each on a slice of its own out of one allowance, and keeps what became of them. For one
 * thread, for one pass over the enforced or the simulated rules.
 */
final class RuleLoop {
    private final CompiledRule[] rules;
    private final FactsReader facts;
    private final Meter whole;
    private final Meter slice;
    private final long maxStepsPerRule;

    private final StepLog steps = new StepLog();
    /** These two are made when something goes into them. */
    private List<Rule> matched = List.of();

    private List<Unfinished> unfinished = List.of();
    private UnfinishedRules.@Nullable Rest rest;
    private @Nullable BudgetExceededException end;

    /** What became of a rule. */
    enum Outcome {
        MATCHED,
        NOT_MATCHED,
        /** The rule did not finish; the next one can be tried. */
        UNFINISHED,
        /** The whole allowance is over: the rule did not finish, and no other one will. */
        OVER
    }

    RuleLoop(CompiledRule[] rules, FactsReader facts, Meter whole, long maxStepsPerRule) {
        this.rules = rules;
        this.facts = facts;
        this.whole = whole;
        this.maxStepsPerRule = maxStepsPerRule;
        this.slice = whole.slice(maxStepsPerRule);
    }

    /** Tries the next rule, which has that index: no index is left out. */
    Outcome test(int index) {
        CompiledRule rule = rules[index];
        slice.renew(maxStepsPerRule);
        try {
            slice.stride();
            slice.charge(1);
            if (!rule.condition().test(facts, slice)) {
                return Outcome.NOT_MATCHED;
            }
            matched = with(matched, rule.rule());
            return Outcome.MATCHED;
        } catch (BudgetExceededException e) {
            end = end(whole);
            if (end != null) {
                return Outcome.OVER;
            }
            // The host may have run out of a budget of its own while it computed a fact.
            boolean own = slice.stepsRemaining() == 0;
            return unfinished(
                    rule,
                    own ? Unfinished.Reason.STEPS : Unfinished.Reason.ERROR,
                    own
                            ? "the " + slice.maxSteps() + " steps of one rule are used up"
                            : String.valueOf(e.getMessage()));
        } catch (FactsException e) {
            return unfinished(rule, Unfinished.Reason.ERROR, String.valueOf(e.getMessage()));
        } finally {
            steps.add(slice.scanSteps());
        }
    }

    private Outcome unfinished(CompiledRule rule, Unfinished.Reason reason, String detail) {
        unfinished = with(unfinished, Unfinished.of(rule.rule().id(), reason, detail));
        return Outcome.UNFINISHED;
    }

    /** Why an allowance is over, or null if it is not. */
    private static @Nullable BudgetExceededException end(Meter meter) {
        try {
            meter.stride();
            return null;
        } catch (BudgetExceededException e) {
            return e;
        }
    }

    /** Notes that the rules from one index up to another, exclusive, did not finish because of that. */
    void giveUp(int from, int to, Unfinished.Reason reason, String detail) {
        rest = new UnfinishedRules.Rest(rules, from, to, reason, detail);
    }

    /** Notes the same after {@link Outcome#OVER}. */
    void giveUp(int from, int to) {
        BudgetExceededException over = Objects.requireNonNull(end, "end");
        giveUp(from, to, Unfinished.Reason.valueOf(over.reason().name()), String.valueOf(over.getMessage()));
    }

    List<Rule> matched() {
        return Collections.unmodifiableList(matched);
    }

    List<Unfinished> unfinished() {
        return UnfinishedRules.of(unfinished, rest);
    }

    StepLog steps() {
        return steps;
    }

    private static <T> List<T> with(List<T> list, T added) {
        List<T> grown = list.isEmpty() ? new ArrayList<>(4) : list;
        grown.add(added);
        return grown;
    }
}
