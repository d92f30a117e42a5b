/** What the parts of the implementation share. */
@NullMarked
package dev.flyball.core;

import org.jspecify.annotations.NullMarked;
