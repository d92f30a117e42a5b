/**
 * The allowance of an evaluation: {@link dev.flyball.Budget} is the value, {@link dev.flyball.Meter} the running count,
 * {@link dev.flyball.BudgetExceededException} what its end looks like.
 */
@NullMarked
package dev.flyball;

import org.jspecify.annotations.NullMarked;
