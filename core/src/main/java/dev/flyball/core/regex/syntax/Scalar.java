package dev.flyball.core.regex.syntax;

/**
 * One character as a pattern writes it.
 *
 * @param value the code point or the byte
 * @param isByte whether it is an escape like {@code \xE9}, below 0x100: in byte mode a byte, not the character U+00E9
 */
record Scalar(int value, boolean isByte) {}
