package dev.flyball.cli;

import dev.flyball.rules.Rule;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of a replay, as a text or as JSON. For one thread. */
final class ReplayReport {
    /** A rule that never matched and never took more own steps is not worth a line. */
    private static final int MAX_CHEAP = 100;

    private static final int MAX_IDLE_SHOWN = 20;
    private static final int MAX_CHANGES_SHOWN = 50;

    private final Tally tally;
    private final @Nullable Tally other;
    private final Changes changes;
    private final long start = System.nanoTime();
    private long requests;
    private long unreadable;
    private long firstUnreadable;

    ReplayReport(Tally tally, @Nullable Tally other, Changes changes) {
        this.tally = tally;
        this.other = other;
        this.changes = changes;
    }

    /** Counts a request. */
    void request() {
        requests++;
    }

    /** Counts a line that has no request. */
    void unreadable(long line) {
        if (unreadable++ == 0) {
            firstUnreadable = line;
        }
    }

    /** Whether the log had no request at all. */
    boolean isEmpty() {
        return requests == 0;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(RuleCommand.count(requests, "request"))
                .append(String.format(" in %.1f s", (System.nanoTime() - start) / 1e9));
        if (unreadable > 0) {
            text.append(
                    unreadable == 1
                            ? String.format("; line %,d is no request", firstUnreadable)
                            : String.format(
                                    "; %,d lines are no requests, the first of them line %,d",
                                    unreadable, firstUnreadable));
        }
        if (isEmpty()) {
            return text.toString();
        }
        text.append("\n\n");
        add(tally, text);
        if (other != null) {
            text.append('\n');
            add(other, text);
            addChanges(text);
        }
        return text.toString().stripTrailing();
    }

    private void add(Tally of, StringBuilder text) {
        text.append(of.rules().file()).append('\n');
        text.append("  decided:");
        of.actions()
                .forEach((action, count) ->
                        text.append(String.format(" %s %,d (%.2f %%)", action, count, 100.0 * count / requests)));
        text.append(of.byPolicy() == 0 ? "" : String.format("; %,d by policy", of.byPolicy()))
                .append('\n');
        StepHistogram steps = of.steps();
        text.append(String.format(
                "  scan steps a request: %,d at p50, %,d at p99, %,d at most (line %,d)%n",
                steps.percentile(50), steps.percentile(99), steps.max(), of.mostStepsLine()));
        addRules(of.tried(), text);
        List<String> idle = of.idle();
        if (!idle.isEmpty()) {
            List<String> shown = idle.subList(0, Math.min(MAX_IDLE_SHOWN, idle.size()));
            text.append(String.format("  never matched, %,d: ", idle.size())).append(String.join(", ", shown));
            text.append(idle.size() > shown.size() ? ", …\n" : "\n");
        }
    }

    private static void addRules(List<Tally.OfRule> tried, StringBuilder text) {
        List<Tally.OfRule> shown = tried.stream()
                .filter(of -> of.matched + of.unfinished > 0 || of.steps.max() > MAX_CHEAP)
                .toList();
        if (!shown.isEmpty()) {
            int width =
                    shown.stream().mapToInt(of -> of.rule.id().length()).max().orElse(0);
            String row = "  %-" + Math.max(4, width) + "s  %-16s %12s %12s %12s %12s %9s %9s %9s%n";
            text.append(String.format(
                    row, "rule", "action", "matched", "decided", "unfinished", "tried", "p50", "p99", "max"));
            for (Tally.OfRule of : shown) {
                text.append(String.format(
                        row,
                        of.rule.id(),
                        action(of.rule),
                        String.format("%,d", of.matched),
                        String.format("%,d", of.decided),
                        String.format("%,d", of.unfinished),
                        String.format("%,d", of.steps.count()),
                        String.format("%,d", of.steps.percentile(50)),
                        String.format("%,d", of.steps.percentile(99)),
                        String.format("%,d", of.steps.max())));
            }
        }
    }

    private static String action(Rule rule) {
        String kind = rule.action().kind();
        return rule.mode() == Rule.Mode.ENFORCE
                ? kind
                : kind + ", " + rule.mode().name().toLowerCase(Locale.ROOT);
    }

    private void addChanges(StringBuilder text) {
        text.append(String.format(
                "%nDecided differently: %,d (%.2f %%)%n", changes.total(), 100.0 * changes.total() / requests));
        List<Changes.Change> all = changes.all();
        for (Changes.Change change : all.subList(0, Math.min(MAX_CHANGES_SHOWN, all.size()))) {
            text.append(String.format(
                    "  %,12d  %s -> %s (first in line %,d)%n", change.count, change.from, change.to, change.firstLine));
        }
        if (all.size() > MAX_CHANGES_SHOWN) {
            text.append(String.format("  and %,d more kinds of changes%n", all.size() - MAX_CHANGES_SHOWN));
        }
    }

    /** @param good whether all is as it should be */
    Json json(boolean good) {
        Json text = new Json()
                .object()
                .field("ok", good)
                .field("requests", requests)
                .field("unreadable", unreadable);
        add(text.object("rules"), tally).end();
        if (other != null) {
            add(text.object("against"), other).end();
            text.field("changed", changes.total()).array("changes");
            for (Changes.Change change : changes.all()) {
                text.object()
                        .field("from", change.from)
                        .field("to", change.to)
                        .field("count", change.count)
                        .field("firstLine", change.firstLine)
                        .end();
            }
            text.end();
        }
        return text.end();
    }

    private static Json add(Json text, Tally of) {
        text.field("file", of.rules().file())
                .field("version", of.rules().version())
                .object("decided");
        of.actions().forEach(text::field);
        text.end()
                .field("byPolicy", of.byPolicy())
                .object("scanSteps")
                .field("p50", of.steps().percentile(50))
                .field("p99", of.steps().percentile(99))
                .field("max", of.steps().max())
                .field("maxLine", of.mostStepsLine())
                .end()
                .array("rules");
        for (Tally.OfRule rule : of.tried()) {
            text.object()
                    .field("rule", rule.rule.id())
                    .field("matched", rule.matched)
                    .field("decided", rule.decided)
                    .field("unfinished", rule.unfinished)
                    .field("tried", rule.steps.count())
                    .object("ownSteps")
                    .field("sum", rule.steps.sum())
                    .field("p50", rule.steps.percentile(50))
                    .field("p99", rule.steps.percentile(99))
                    .field("max", rule.steps.max())
                    .end()
                    .end();
        }
        return text.end().field("neverMatched", of.idle());
    }
}
