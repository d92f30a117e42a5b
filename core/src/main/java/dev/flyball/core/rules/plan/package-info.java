/** From typed conditions to what evaluates them. */
@NullMarked
package dev.flyball.core.rules.plan;

import org.jspecify.annotations.NullMarked;
