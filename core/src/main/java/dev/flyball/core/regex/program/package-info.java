/** From a syntax tree to a program: instructions that every engine runs. */
@NullMarked
package dev.flyball.core.regex.program;

import org.jspecify.annotations.NullMarked;
