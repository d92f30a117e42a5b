/** How rules come to the requests: the live rule set, deployments and the way back. */
@NullMarked
package dev.flyball.core.rules.deploy;

import org.jspecify.annotations.NullMarked;
