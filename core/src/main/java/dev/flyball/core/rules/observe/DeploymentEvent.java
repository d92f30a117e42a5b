package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A deployment, a stage of a rollout, or a rollback. */
@Name("dev.flyball.Deployment")
@Label("Deployment")
@Description("A deployment, a stage of a rollout, or a rollback")
final class DeploymentEvent extends ChangeEvent {}
