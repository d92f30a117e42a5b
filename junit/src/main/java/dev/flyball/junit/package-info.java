/** The tests in rule files, as JUnit Jupiter tests. */
@NullMarked
package dev.flyball.junit;

import org.jspecify.annotations.NullMarked;
