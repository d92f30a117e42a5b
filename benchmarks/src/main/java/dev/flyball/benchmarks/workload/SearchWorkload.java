package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.CaptureCases;
import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.corpus.SearchCase;
import dev.flyball.benchmarks.engine.Engine;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.Model;
import dev.flyball.benchmarks.engine.Searcher;
import dev.flyball.benchmarks.engine.UnsupportedPatternException;
import dev.flyball.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finding all matches of one pattern in one long text. */
public final class SearchWorkload implements TimedWorkload {
    /** The geometric mean over all rows. */
    public static final String MEAN = "geometric mean";

    private final String name;
    private final String title;
    private final String intro;
    private final Function<Corpus, List<SearchCase>> cases;

    private SearchWorkload(String name, String title, String intro, Function<Corpus, List<SearchCase>> cases) {
        this.name = name;
        this.title = title;
        this.intro = intro;
        this.cases = cases;
    }

    /** The files of the rebar barometer. */
    public static SearchWorkload rebar() {
        return new SearchWorkload(
                "rebar",
                "rebar files",
                "All matches of one pattern in one text: the time of one pass over the text.",
                SearchCase::rebar);
    }

    /** Many short matches, and groups in each of them. */
    public static SearchWorkload captures() {
        return new SearchWorkload(
                "captures",
                "Groups and short matches",
                "Where automata have the least to win: groups in every match, many short matches, counted context.",
                corpus -> CaptureCases.all());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Table emptyTable() {
        Table table = new Table(title, intro, Engines.FLYBALL.name());
        table.mean(MEAN, row -> true);
        if (name.equals("rebar")) {
            table.mean(
                    "the same without redos/original and simplified-long",
                    row -> !row.endsWith("redos/original") && !row.endsWith("redos/simplified-long"));
        }
        return table;
    }

    @Override
    public List<Task> tasks(Corpus corpus) {
        List<Task> tasks = new ArrayList<>();
        for (SearchCase search : cases.apply(corpus)) {
            for (Engine engine : Engines.all()) {
                if (accepts(engine, search)) {
                    tasks.add(new Task(search.name(), engine.name(), 1, false, () -> {
                        Searcher searcher = engine.compile(search.pattern());
                        return () -> searcher.count(search.model(), search.text(), Budgets.ENDLESS.start());
                    }));
                }
            }
        }
        return tasks;
    }

    private static boolean accepts(Engine engine, SearchCase search) {
        try {
            engine.compile(search.pattern());
            // Its matches have no groups to count.
            return search.model() != Model.COUNT_CAPTURES || !engine.name().equals("brics");
        } catch (UnsupportedPatternException e) {
            return false;
        }
    }

    @Override
    public void check(Settings settings, Table table) {
        for (SearchCase search : cases.apply(settings.corpus())) {
            Engine reference = accepts(Engines.REFERENCE, search) ? Engines.REFERENCE : Engines.JAVA;
            for (Engine engine : Engines.all()) {
                if (settings.wants(search.name(), engine.name()) && accepts(engine, search)) {
                    Model model = comparable(engine, search);
                    long answer = answer(engine, search, model);
                    long expected = answer(reference, search, model);
                    if (answer != expected) {
                        table.doubt(search.name(), engine.name());
                        table.note("≠ " + engine.name() + " gives a " + model + " of " + answer + " for "
                                + search.name() + ", " + reference.name() + " " + expected);
                    }
                }
            }
        }
    }

    /** Lengths in bytes and in chars are the same in ASCII alone; elsewhere the number of matches is compared. */
    private static Model comparable(Engine engine, SearchCase search) {
        boolean ascii = search.text().string().chars().allMatch(c -> c < 128);
        return search.model() == Model.COUNT_SPANS && engine.countsBytes() && !ascii ? Model.COUNT : search.model();
    }

    private static long answer(Engine engine, SearchCase search, Model model) {
        return engine.compile(search.pattern()).count(model, search.text(), Budgets.ENDLESS.start());
    }
}
