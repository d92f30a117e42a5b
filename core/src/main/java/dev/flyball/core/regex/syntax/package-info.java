/** From a pattern's text to its syntax tree: the parser, character classes and the Unicode tables. */
@NullMarked
package dev.flyball.core.regex.syntax;

import org.jspecify.annotations.NullMarked;
