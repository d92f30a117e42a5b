package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The circuit breaker of a rule opened, let a share through, or closed. */
@Name("dev.flyball.Breaker")
@Label("Circuit Breaker")
@Description("The circuit breaker of a rule opened, let a share through, or closed")
final class BreakerEvent extends ChangeEvent {}
