package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A request, or a phase of one, was judged. Off by default: there is one for each request. */
@Name("dev.flyball.Evaluation")
@Label("Evaluation")
@Description("A request, or a phase of one, was judged by the enforced rules")
@Enabled(false)
final class EvaluationEvent extends FlyballEvent {
    @Label("Action")
    @Description("What the deciding rule wants; empty if no rule decided")
    String action = "";

    @Label("Rule")
    @Description("The rule that decided; empty if none did")
    String rule = "";

    @Label("By Policy")
    @Description("Whether the policy for unfinished rules decided")
    boolean byPolicy;

    @Label("Steps")
    @Description("All steps charged to the request")
    long steps;

    @Label("Shared Steps")
    @Description("The scan steps among them that are no single rule's")
    long sharedSteps;

    @Label("Matched")
    @Description("How many enforced rules matched")
    int matched;

    @Label("Unfinished")
    @Description("How many rules did not finish")
    int unfinished;

    @Label("Simulated")
    @Description("Whether simulated rules were tried before the answer")
    boolean simulated;

    @Label("Kills")
    @Description("How many kills were in force")
    int kills;
}
