/** Rule files: from the bytes of a YAML file to a compiled rule set, or to every problem of the file with its place. */
@NullMarked
package dev.flyball.core.rules.file;

import org.jspecify.annotations.NullMarked;
