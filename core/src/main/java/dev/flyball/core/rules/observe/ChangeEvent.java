package dev.flyball.core.rules.observe;

import dev.flyball.rules.EngineEvent;
import jdk.jfr.Description;
import jdk.jfr.Label;

/** What the events of changes have: what the host's listener is told. */
abstract class ChangeEvent extends FlyballEvent {
    @Label("Kind")
    @Description("What happened, as in EngineEvent.Kind")
    String kind = "";

    @Label("Rule")
    @Description("The rule that it happened to; empty if it is not one rule")
    String rule = "";

    @Label("Detail")
    @Description("In words: the reason, the numbers")
    String detail = "";

    /** Commits the event, if somebody wants it. */
    void tell(String toldBy, EngineEvent event) {
        if (isEnabled()) {
            engine = toldBy;
            version = event.version();
            kind = event.kind().name();
            rule = event.ruleId() == null ? "" : event.ruleId();
            detail = bounded(event.detail());
            commit();
        }
    }
}
