/** Programs to run and to read. */
@NullMarked
package dev.flyball.examples;

import org.jspecify.annotations.NullMarked;
