/** Evaluating conditions over {@link dev.flyball.rules.Facts} under a {@link dev.flyball.Meter}. */
@NullMarked
package dev.flyball.core.rules.runtime;

import org.jspecify.annotations.NullMarked;
