/** Measurements as a Markdown page and a chart. */
@NullMarked
package dev.flyball.benchmarks.report;

import org.jspecify.annotations.NullMarked;
