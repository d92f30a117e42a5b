/** The command line for authors of rules: checks, tests, explains and tries out rule files. */
@NullMarked
package dev.flyball.cli;

import org.jspecify.annotations.NullMarked;
