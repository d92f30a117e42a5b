/** Looking for the facts on which rules take the most steps. */
@NullMarked
package dev.flyball.core.rules.profile;

import org.jspecify.annotations.NullMarked;
