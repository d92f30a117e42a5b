package dev.flyball.rules;

import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say about one request. Immutable and thread-safe. Not for hosts to implement.
 */
public interface Decision {
    /**
     * The terminating action that decided, or null if no rule decided. When the {@link ExhaustionPolicy} decided, it is
     * the policy's action, in the name of the rule that did not finish.
     */
    @Nullable
    Action action();

    /** Whether the request is to be refused. */
    default boolean isBlocked() {
        Action action = action();
        return action != null && action.kind().equals(Action.BLOCK);
    }

    /** Whether the deciding action comes from the {@link ExhaustionPolicy} instead of a rule that matched. */
    boolean isByPolicy();

    /** The {@linkplain RuleSet#version() version} of the rule set that decided. */
    String version();

    /** The enforced rules that matched, in the order of the file; nothing after a terminating action. */
    List<Rule> matched();

    /** The ids of {@link #matched()}. */
    default List<String> matchedRuleIds() {
        return matched().stream().map(Rule::id).toList();
    }

    /** The names of the marks that the matched rules' {@link Action#TAG} actions ask for, in the order of the file. */
    default List<String> tags() {
        return matched().stream()
                .map(Rule::action)
                .filter(action -> action.kind().equals(Action.TAG))
                .map(action -> String.valueOf(action.data().get("name")))
                .distinct()
                .toList();
    }

    /**
     * What the matched rules have added to each score, in this phase of the request and those before. Rules that did not
     * finish may have had more to add: see {@link ExhaustionPolicy}.
     */
    Map<String, Long> scores();

    /** The simulated rules that would have matched, in the order of the file. */
    List<Rule> simulated();

    /**
     * Whether simulated rules were tried: not if there are none, if simulation has used up its {@linkplain
     * EngineOptions#maxSimulationShare() share}, or if it was left for later by {@link RequestRules#deferred()}.
     */
    boolean isSimulated();

    /** The rules that did not finish, simulated ones too, in the order in which they were tried. */
    List<Unfinished> unfinished();

    /** The kills that were in force, whether or not they switched off a rule that would have been tried. */
    List<Kill> kills();

    /** All steps that this evaluation charged to the request's meter. */
    long steps();

    /**
     * The scan steps among them that are no single rule's: indexes, regex sets, and what several rules ask about, which is
     * computed once.
     */
    long sharedSteps();

    /** What was evaluated, step by step; null if that was not asked for by {@link RequestRules#traced()}. */
    @Nullable
    Trace trace();

    /**
     * The scan steps of one rule's own, in this evaluation; what rules share is in {@link #sharedSteps()}. 0 for a rule
     * that was not tried: because an index ruled it out, or because an earlier one had decided.
     *
     * @throws IllegalArgumentException if the deciding rule set has no such rule
     */
    long stepsOf(String ruleId);

    /**
     * Visits each rule that was tried, the enforced ones first and the simulated ones then, each in the order of the file,
     * with what {@link #stepsOf} says of it. Takes time in proportion to these rules.
     */
    void forEachTried(ObjLongConsumer<Rule> visitor);
}
