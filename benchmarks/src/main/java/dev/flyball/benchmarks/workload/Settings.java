package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.Corpus;
import java.util.function.Predicate;

/**
 * What a run measures, and how.
 *
 * @param thorough whether to take the time for good numbers, or to be quick
 * @param rows which rows are wanted
 * @param columns which columns are wanted; ours are always measured
 */
public record Settings(
        Corpus corpus, boolean thorough, Predicate<String> rows, Predicate<String> columns, Timer timer) {
    boolean wants(String row, String column) {
        return rows.test(row) && (column.startsWith("flyball") || columns.test(column));
    }
}
