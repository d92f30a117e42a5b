/** Conditions whose names are resolved and whose types fit: what the language gives and the plan takes. */
@NullMarked
package dev.flyball.core.rules.typed;

import org.jspecify.annotations.NullMarked;
