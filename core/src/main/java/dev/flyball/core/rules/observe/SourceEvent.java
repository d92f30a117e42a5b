package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A watched source of rules cannot be used, or can be used again. */
@Name("dev.flyball.Source")
@Label("Source")
@Description("A watched source of rules cannot be used, or can be used again")
final class SourceEvent extends ChangeEvent {}
