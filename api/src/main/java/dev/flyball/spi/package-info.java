/**
 * What an implementation provides. Exported to Flyball's own modules only; it may change in any release.
 */
@NullMarked
package dev.flyball.spi;

import org.jspecify.annotations.NullMarked;
