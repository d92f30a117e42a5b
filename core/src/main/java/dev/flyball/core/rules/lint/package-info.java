/** What is no mistake in a rule file, but probably not what was meant: rules that never match, regexes that are none. */
@NullMarked
package dev.flyball.core.rules.lint;

import org.jspecify.annotations.NullMarked;
