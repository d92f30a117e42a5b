/**
 * The outage of 2 July 2019, replayed: a small gateway under ordinary traffic gets the rule of that day, once on
 * {@code java.util.regex} and once on Flyball. {@link dev.flyball.examples.incident.Incident} is the program.
 */
@NullMarked
package dev.flyball.examples.incident;

import org.jspecify.annotations.NullMarked;
