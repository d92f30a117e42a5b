/** Seeing what engines do: events for Java Flight Recorder, where it is there, and metrics. */
@NullMarked
package dev.flyball.core.rules.observe;

import org.jspecify.annotations.NullMarked;
