/** What a stage of a rollout measures, and the tests that say when it is over or has failed. No clock, no threads, no I/O. */
@NullMarked
package dev.flyball.core.rules.gate;

import org.jspecify.annotations.NullMarked;
