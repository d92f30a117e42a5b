/** The engines, one file each, all over the same program. */
@NullMarked
package dev.flyball.core.regex.engine;

import org.jspecify.annotations.NullMarked;
