/** What error messages need, whoever writes them. */
@NullMarked
package dev.flyball.core.text;

import org.jspecify.annotations.NullMarked;
