package dev.flyball.core.rules.runtime;

/**
 * What rules made of a request, as far as it can be compared with what others make of it.
 *
 * @param blocked whether it is to be refused
 * @param scanSteps the steps that depend on rules and request alone
 * @param unfinished how many rules did not finish for want of steps or facts
 */
public record Outcome(boolean blocked, long scanSteps, int unfinished) {}
