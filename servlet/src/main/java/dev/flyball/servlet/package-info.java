/**
 * A Jakarta Servlet filter that judges each request by the rules of a {@link dev.flyball.rules.RuleEngine}, within a
 * {@link dev.flyball.Budget}: {@link dev.flyball.servlet.FlyballFilter} is where to begin.
 */
@NullMarked
package dev.flyball.servlet;

import org.jspecify.annotations.NullMarked;
