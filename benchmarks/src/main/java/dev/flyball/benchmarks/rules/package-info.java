/** Rules in the languages of several engines, and requests to judge. */
@NullMarked
package dev.flyball.benchmarks.rules;

import org.jspecify.annotations.NullMarked;
