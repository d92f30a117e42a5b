/** The functions that conditions call: {@link dev.flyball.core.rules.function.Functions} has one entry for each. */
@NullMarked
package dev.flyball.core.rules.function;

import org.jspecify.annotations.NullMarked;
