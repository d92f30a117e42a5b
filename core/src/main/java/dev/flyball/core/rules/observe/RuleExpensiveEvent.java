package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.SettingDefinition;

/** One rule took many steps of its own for one request. */
@Name("dev.flyball.RuleExpensive")
@Label("Rule Expensive")
@Description("A rule took at least minSteps scan steps of its own in one evaluation")
final class RuleExpensiveEvent extends FlyballEvent {
    @Label("Rule")
    String rule = "";

    @Label("Steps")
    @Description("Its own scan steps in that evaluation")
    long steps;

    /** The setting {@code minSteps}. */
    @SettingDefinition
    @Name("minSteps")
    @Label("Minimum Steps")
    @Description("The fewest steps that are told")
    boolean minSteps(StepsControl control) {
        return control.isReachedBy(steps);
    }
}
