/** What the engines are given: patterns, texts and request values. */
@NullMarked
package dev.flyball.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
