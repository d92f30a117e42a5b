package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A kill came into force or ended, or the kill file could not be looked at. */
@Name("dev.flyball.Kill")
@Label("Kill")
@Description("A kill came into force or ended, or the kill file could not be looked at")
final class KillEvent extends ChangeEvent {}
