package dev.flyball.core.rules.language;

/**
 * One problem of a condition.
 *
 * @param offset where it begins in the condition's text, in chars
 * @param length how many chars it is about; may be 0
 * @param message what is wrong, what was expected, and the nearest known name where there is one
 */
public record Problem(int offset, int length, String message) {}
