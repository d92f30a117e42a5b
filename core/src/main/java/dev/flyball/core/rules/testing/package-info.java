/** The tests that rule files have: running them, and saying what went wrong. */
@NullMarked
package dev.flyball.core.rules.testing;

import org.jspecify.annotations.NullMarked;
