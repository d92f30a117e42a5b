package dev.flyball.benchmarks.workload;

import dev.flyball.Meter;
import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.corpus.RequestValues;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Text;
import dev.flyball.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A firewall's question: which of the Core Rule Set's patterns match one value of a request? The same few values again
 * and again, and thousands of different ones, with caches that are warm or fresh.
 */
public final class ValuesWorkload implements TimedWorkload {
    /** The row that counts most. */
    public static final String WARM = "2,000 different benign values, warm";

    /** Compiled anew, then each value once; the JIT compiler has seen it all before. */
    public static final String FIRST = "2,000 different benign values, first pass";

    private static final String HOT = "200 values again and again, warm";

    /** So many of the values are enough for engines that learn nothing from them. */
    private static final int SOME = 100;

    @Override
    public String name() {
        return "crs";
    }

    @Override
    public Table emptyTable() {
        Table table = new Table(
                "Core Rule Set patterns on request values",
                "One value against all patterns: the time of one value, as a loop over single patterns (the engine's name"
                        + " alone) and as a set. Engines that keep nothing from one search to the next see 100 of"
                        + " the values.",
                Engines.FLYBALL.setName());
        return table;
    }

    @Override
    public List<Task> tasks(Corpus corpus) {
        List<PatternSpec> patterns = RequestValues.patterns(corpus);
        List<Text> benign = RequestValues.benign(corpus, 2_000);
        List<Text> hot = RequestValues.hot(corpus);
        List<Task> tasks = new ArrayList<>();
        for (PatternGroup group : PatternGroup.all(patterns)) {
            List<Text> different = group.learnsNothing() ? someOf(benign) : benign;
            tasks.add(task(WARM, group, different, false));
            tasks.add(task(HOT, group, group.learnsNothing() ? someOf(hot) : hot, false));
            tasks.add(task(FIRST, group, different, true));
        }
        tasks.sort((a, b) -> Integer.compare(order(a.row()), order(b.row())));
        return tasks;
    }

    private static int order(String row) {
        return List.of(WARM, HOT, FIRST).indexOf(row);
    }

    private static List<Text> someOf(List<Text> values) {
        List<Text> some = new ArrayList<>();
        for (int i = 0; i < values.size(); i += values.size() / SOME) {
            some.add(values.get(i));
        }
        return some;
    }

    private static Task task(String row, PatternGroup group, List<Text> values, boolean fresh) {
        return new Task(row, group.name(), values.size(), fresh, () -> run(group.compile(), values));
    }

    private static LongSupplier run(PatternGroup.Compiled compiled, List<Text> values) {
        BitSet ids = new BitSet();
        return () -> {
            long matches = 0;
            for (Text value : values) {
                // A request's allowance: a value is judged under one meter.
                Meter meter = Budgets.ENDLESS.start();
                ids.clear();
                matches += compiled.matches(value, meter, ids);
            }
            return matches;
        };
    }

    @Override
    public void check(Settings settings, Table table) {
        Corpus corpus = settings.corpus();
        List<PatternSpec> patterns = RequestValues.patterns(corpus);
        List<Text> values = new ArrayList<>(RequestValues.hot(corpus));
        values.addAll(someOf(RequestValues.benign(corpus, 2_000)));
        List<BitSet> expected = answers(PatternGroup.loop(Engines.REFERENCE, patterns), values);
        for (PatternGroup group : PatternGroup.all(patterns)) {
            if (settings.wants(WARM, group.name())) {
                List<BitSet> answers = answers(group, values);
                int wrong = 0;
                int ids = 0;
                for (int i = 0; i < values.size(); i++) {
                    BitSet difference = (BitSet) answers.get(i).clone();
                    difference.xor(expected.get(i));
                    wrong += difference.isEmpty() ? 0 : 1;
                    ids += difference.cardinality();
                }
                if (wrong > 0) {
                    table.note(group.name() + " gives other ids than " + Engines.REFERENCE.name() + " for " + wrong
                            + " of " + values.size() + " values, " + ids + " in all");
                    if (group.isExact()) {
                        table.doubt(WARM, group.name());
                    }
                }
            }
        }
        table.note(patterns.size() + " patterns; a ratio is the time of one value to that of "
                + Engines.FLYBALL.setName());
    }

    private static List<BitSet> answers(PatternGroup group, List<Text> values) {
        PatternGroup.Compiled compiled = group.compile();
        List<BitSet> answers = new ArrayList<>();
        for (Text value : values) {
            BitSet ids = new BitSet();
            compiled.matches(value, Budgets.ENDLESS.start(), ids);
            answers.add(ids);
        }
        return answers;
    }
}
