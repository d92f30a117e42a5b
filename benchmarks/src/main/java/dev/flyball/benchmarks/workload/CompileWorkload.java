package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.corpus.RequestValues;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Text;
import dev.flyball.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What patterns cost before they have been of any use, and with the first use. */
public final class CompileWorkload implements TimedWorkload {
    /** The row that counts most: many engines put off until the first search what others do when they compile. */
    public static final String AND_SEARCH = "singly: compile and first search";

    private static final String SINGLY = "singly: compile";
    private static final String SET = "one set: compile";
    private static final String SET_AND_SEARCH = "one set: compile and first search";

    @Override
    public String name() {
        return "compile";
    }

    @Override
    public Table emptyTable() {
        return new Table(
                "Compiling the Core Rule Set's patterns",
                "All patterns together; the first search is of one benign value of about 100 bytes, by each pattern.",
                Engines.FLYBALL.name());
    }

    @Override
    public List<Task> tasks(Corpus corpus) {
        List<PatternSpec> patterns = RequestValues.patterns(corpus);
        Text value = RequestValues.benign(corpus, 2_000).stream()
                .filter(text -> text.string().length() >= 100)
                .findFirst()
                .orElseThrow();
        List<Task> tasks = new ArrayList<>();
        for (boolean set : new boolean[] {false, true}) {
            for (boolean search : new boolean[] {false, true}) {
                String row = set ? search ? SET_AND_SEARCH : SET : search ? AND_SEARCH : SINGLY;
                for (PatternGroup group : PatternGroup.all(patterns)) {
                    if (group.asSet() == set) {
                        tasks.add(new Task(row, group.engine().name(), 1, false, () -> () -> {
                            PatternGroup.Compiled compiled = group.compile();
                            return search
                                    ? compiled.matches(value, Budgets.ENDLESS.start(), new BitSet())
                                    : group.patterns().size();
                        }));
                    }
                }
            }
        }
        return tasks;
    }

    /** What they answer is compared where they are asked more. */
    @Override
    public void check(Settings settings, Table table) {}
}
