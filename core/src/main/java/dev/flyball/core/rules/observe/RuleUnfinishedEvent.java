package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** One rule did not finish for one request. */
@Name("dev.flyball.RuleUnfinished")
@Label("Rule Unfinished")
@Description("A rule did not finish in one evaluation; no more than the first 16 of an evaluation")
final class RuleUnfinishedEvent extends FlyballEvent {
    @Label("Rule")
    String rule = "";

    @Label("Reason")
    String reason = "";

    @Label("Detail")
    String detail = "";
}
