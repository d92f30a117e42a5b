package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;

/** What became of one of the rules with the most steps so far, from time to time. */
@Name("dev.flyball.RuleAccount")
@Label("Rule Account")
@Description(
        "What a rule did so far, since its rule set was deployed: the rules with the most steps, and the others together")
@Period("10 s")
final class RuleAccountEvent extends FlyballEvent {
    @Label("File")
    @Description("The file of the engine's live rules")
    String file = "";

    @Label("Rule")
    @Description("Its id; (other) for all others together")
    String rule = "";

    @Label("Steps")
    @Description("Its own scan steps")
    long steps;

    @Label("Candidate")
    @Description("How often it was tried")
    long candidates;

    @Label("Matched")
    long matched;

    @Label("Unfinished")
    long unfinished;
}
