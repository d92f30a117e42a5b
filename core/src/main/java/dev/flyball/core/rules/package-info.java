/** The rule engine, as the API's service loader finds it. */
@NullMarked
package dev.flyball.core.rules;

import org.jspecify.annotations.NullMarked;
