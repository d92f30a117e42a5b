package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;

/** What became of a rule set so far, from time to time, and at the end of a recording. */
@Name("dev.flyball.EngineAccount")
@Label("Engine Account")
@Description("What a rule set did so far in an engine, since it was deployed there")
@Period("endChunk")
final class EngineAccountEvent extends FlyballEvent {
    @Label("File")
    @Description("The file of the engine's live rules")
    String file = "";

    @Label("In Rollout")
    @Description("Whether the rule set is in a rollout, and not the live one")
    boolean inRollout;

    @Label("Evaluations")
    long evaluations;

    @Label("Steps")
    @Description("All steps charged to requests for it")
    long steps;

    @Label("Shared Steps")
    @Description("The scan steps among them that are no single rule's")
    long sharedSteps;
}
