package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.report.Table;
import java.util.List;
import java.util.Map;

/** A workload whose cells are times, so that any {@link Timer} can take them. */
public interface TimedWorkload extends Workload {
    /** All tasks, in the order of rows and columns; those that an engine cannot do are missing. */
    List<Task> tasks(Corpus corpus);

    /** The table without values. */
    Table emptyTable();

    /** Compares the answers of the engines, for notes and marks in the table. */
    void check(Settings settings, Table table);

    @Override
    default Table run(Settings settings) {
        List<Task> tasks = tasks(settings.corpus()).stream()
                .filter(task -> settings.wants(task.row(), task.column()))
                .toList();
        Map<Task, Double> times = settings.timer().nanosPerRun(this, tasks);
        Table table = emptyTable();
        for (Task task : tasks) {
            Double nanos = times.get(task);
            if (nanos != null) {
                table.put(task.row(), task.column(), Table.Unit.NANOS, nanos / task.units());
            }
        }
        check(settings, table);
        return table;
    }
}
