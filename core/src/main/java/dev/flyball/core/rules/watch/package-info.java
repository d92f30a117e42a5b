/** Rules that come from a source that changes, and what is wrong with it meanwhile. */
@NullMarked
package dev.flyball.core.rules.watch;

import org.jspecify.annotations.NullMarked;
