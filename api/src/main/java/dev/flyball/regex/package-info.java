/**
 * Regular expressions in linear time and under a meter. Start at {@link dev.flyball.regex.Regex} and
 * {@link dev.flyball.regex.RegexSet}; syntax and results are those of RE2/J.
 */
@NullMarked
package dev.flyball.regex;

import org.jspecify.annotations.NullMarked;
