package dev.flyball.rules;

import java.util.List;

/**
 * What became of the rules of one rule set in the evaluations of one engine, at one moment; evaluations that run meanwhile
 * may be in it by half. Immutable and thread-safe. Not for hosts to implement.
 */
public interface RuleAccounts {
    /** The {@linkplain RuleSet#version() version} of the rule set. */
    String version();

    /** How often requests, or phases of requests, were judged by it. */
    long evaluations();

    /** All steps charged to requests for it. */
    long steps();

    /** The scan steps among them that are no single rule's: indexes, regex sets, what several rules ask about. */
    long sharedSteps();

    /** An account for each rule, in the order of the file. */
    List<RuleAccount> rules();

    /**
     * The account of one rule.
     *
     * @throws IllegalArgumentException if there is no such rule
     */
    RuleAccount of(String ruleId);
}
