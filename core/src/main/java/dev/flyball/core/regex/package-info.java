/** Chooses the engines for a pattern and runs them. */
@NullMarked
package dev.flyball.core.regex;

import org.jspecify.annotations.NullMarked;
