/**
 * The regex API on RE2/J: a second provider, named {@code "re2j"}. It is the reference that the default one is tested
 * against, and lets a host compare the two.
 */
@NullMarked
package dev.flyball.re2j;

import org.jspecify.annotations.NullMarked;
