/** The engine beside its peers: {@link dev.flyball.benchmarks.Compare} is the program to run. */
@NullMarked
package dev.flyball.benchmarks;

import org.jspecify.annotations.NullMarked;
