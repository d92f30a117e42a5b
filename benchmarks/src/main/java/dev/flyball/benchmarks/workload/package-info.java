/** What is measured: one workload a class, each giving one table. */
@NullMarked
package dev.flyball.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
