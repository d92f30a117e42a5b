package dev.flyball.benchmarks.workload;

import dev.flyball.benchmarks.corpus.Corpus;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.report.Table;
import dev.flyball.benchmarks.rules.Request;
import dev.flyball.benchmarks.rules.RuleJudge;
import dev.flyball.benchmarks.rules.RuleTexts;
import dev.flyball.benchmarks.rules.RuleTexts.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How long it takes to judge one request by rules, by few and by many, beside other engines that judge alike. */
public final class RulesWorkload implements TimedWorkload {
    private static final int REQUESTS = 200;

    private static final String CEL = "cel-java";
    private static final String CEL_PLANNER = "cel-java planner";
    private static final String RULER = "event-ruler";

    private static final String TENANTS_100 = "100 rules of tenants";
    private static final String TENANTS_100_000 = "100,000 rules of tenants";
    private static final String REGEXES_100 = "100 regexes on one path";
    private static final String REGEXES_10_000 = "10,000 regexes on one path";
    private static final String RULES_1_000 = "1,000 rules without regexes";
    private static final String RULE_1 = "1 rule without regexes";
    private static final String REGEX_RULES_1_000 = "1,000 rules with regexes";
    private static final String REGEX_RULE_1 = "1 rule with a regex";
    private static final String EVENTS = "10,000 rules of equality and prefix, all matches";

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Table emptyTable() {
        return new Table(
                "Judging a request by rules",
                "One request that is there already in the engine's own form: the time of one evaluation. CEL evaluates a"
                        + " program for each rule; event-ruler gets flattened events.",
                Engines.FLYBALL.name());
    }

    /** What is run in one cell, and on how many requests. */
    private record Run(int requests, Supplier<LongSupplier> setup) {}

    private static Map<String, Map<String, Run>> runs() {
        Map<String, Map<String, Run>> rows = new LinkedHashMap<>();
        for (String row : List.of(TENANTS_100, TENANTS_100_000)) {
            int rules = row.equals(TENANTS_100) ? 100 : 100_000;
            rows.put(row, Map.of(Engines.FLYBALL.name(), ours(RuleTexts.tenants(rules, true), rules)));
        }
        for (String row : List.of(REGEXES_100, REGEXES_10_000)) {
            int rules = row.equals(REGEXES_100) ? 100 : 10_000;
            rows.put(row, Map.of(Engines.FLYBALL.name(), ours(RuleTexts.paths(rules), rules)));
        }
        rows.put(RULES_1_000, besideCel(RuleTexts.tenants(1_000, false)));
        rows.put(RULE_1, besideCel(RuleTexts.tenants(1, false)));
        rows.put(REGEX_RULES_1_000, besideCel(RuleTexts.paths(1_000)));
        rows.put(REGEX_RULE_1, besideCel(RuleTexts.paths(1)));
        List<Request> requests = RuleTexts.requests(10_000, REQUESTS);
        rows.put(
                EVENTS,
                Map.of(
                        Engines.FLYBALL.name(),
                        new Run(REQUESTS, () -> RuleJudge.flyball(RuleTexts.hostsAndPrefixes(10_000), requests)),
                        RULER,
                        new Run(REQUESTS, () -> RuleJudge.eventRuler(RuleTexts.eventRules(10_000), requests))));
        return rows;
    }

    private static Run ours(List<Text> texts, int rules) {
        List<Request> requests = RuleTexts.requests(rules, REQUESTS);
        List<String> conditions = texts.stream().map(Text::flyball).toList();
        return new Run(REQUESTS, () -> RuleJudge.flyball(conditions, requests));
    }

    private static Map<String, Run> besideCel(List<Text> texts) {
        // A pass of a thousand programs over all requests would take longer than a sample.
        int count = texts.size() > 1 ? REQUESTS / 10 : REQUESTS;
        List<Request> requests = RuleTexts.requests(texts.size(), count);
        List<String> conditions = texts.stream().map(Text::cel).toList();
        Map<String, Run> runs = new LinkedHashMap<>();
        runs.put(
                Engines.FLYBALL.name(),
                new Run(
                        count,
                        () -> RuleJudge.flyball(
                                texts.stream().map(Text::flyball).toList(), requests)));
        runs.put(CEL, new Run(count, () -> RuleJudge.cel(RuleJudge.celStandard(), conditions, requests)));
        runs.put(CEL_PLANNER, new Run(count, () -> RuleJudge.cel(RuleJudge.celPlanner(), conditions, requests)));
        return runs;
    }

    @Override
    public List<Task> tasks(Corpus corpus) {
        List<Task> tasks = new ArrayList<>();
        runs().forEach((row, columns) ->
                columns.forEach((column, run) -> tasks.add(new Task(row, column, run.requests, false, run.setup))));
        return tasks;
    }

    @Override
    public void check(Settings settings, Table table) {
        runs().forEach((row, columns) -> {
            long expected = 0;
            for (String column : List.of(CEL_PLANNER, CEL, RULER, Engines.FLYBALL.name())) {
                Run run = columns.get(column);
                if (run == null || columns.size() == 1 || !settings.wants(row, column)) {
                    continue;
                }
                long matches = run.setup.get().getAsLong();
                if (column.equals(Engines.FLYBALL.name()) && matches != expected && columns.size() > 1) {
                    table.note(row + ": " + matches + " matches instead of " + expected);
                    table.doubt(row, column);
                }
                expected = matches;
            }
        });
        ratio(table, TENANTS_100, TENANTS_100_000, 3);
        ratio(table, REGEXES_100, REGEXES_10_000, 5);
    }

    private static void ratio(Table table, String few, String many, int most) {
        Double fewTime = table.value(few, Engines.FLYBALL.name());
        Double manyTime = table.value(many, Engines.FLYBALL.name());
        if (fewTime != null && manyTime != null) {
            table.note(String.format(
                    Locale.ROOT,
                    "%s take %.2f times as long as %s; %d times is the most they may",
                    many,
                    manyTime / fewTime,
                    few,
                    most));
        }
    }
}
