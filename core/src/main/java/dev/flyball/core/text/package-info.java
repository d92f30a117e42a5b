/** Looking for chars and texts in a text, under a meter. */
@NullMarked
package dev.flyball.core.text;

import org.jspecify.annotations.NullMarked;
