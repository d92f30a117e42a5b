/** The engines that are compared, each behind the same small interface. */
@NullMarked
package dev.flyball.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
