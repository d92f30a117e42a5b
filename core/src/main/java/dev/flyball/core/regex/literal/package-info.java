/** Literals that every match of a pattern contains, and the scanners that look for them. */
@NullMarked
package dev.flyball.core.regex.literal;

import org.jspecify.annotations.NullMarked;
