/** From the text of a condition to a typed expression: tokens, syntax tree, types; problems with their positions. */
@NullMarked
package dev.flyball.core.rules.language;

import org.jspecify.annotations.NullMarked;
