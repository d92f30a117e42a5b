package dev.flyball.core.rules.observe;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A watched source of rules cannot be used, or can be used again, or has what looks like rules and is not read. */
@Name("dev.flyball.Source")
@Label("Source")
@Description("A watched source of rules cannot be used, or can be used again, or has what only looks like a rule file")
final class SourceEvent extends ChangeEvent {}
