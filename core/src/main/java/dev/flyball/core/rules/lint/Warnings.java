package dev.flyball.core.rules.lint;

import dev.flyball.core.rules.file.FilePlaces;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.rules.RuleWarning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Collects the warnings about one file; the first {@value #MOST} are kept, and the number of the others is told. For one
 * thread.
 */
final class Warnings {
    private static final int MOST = 1_000;

    private final RuleFileContent content;
    private final Set<RuleWarning.Kind> ignored;
    private final List<Found> found = new ArrayList<>();
    private long more;

    private record Found(RuleWarning.Kind kind, String ruleId, int offset, String message) {}

    /** @param ignored kinds that are neither kept nor counted */
    Warnings(RuleFileContent content, Set<RuleWarning.Kind> ignored) {
        this.content = content;
        this.ignored = ignored;
    }

    /** @param offset in the condition of the rule */
    void add(RuleWarning.Kind kind, ReadRule rule, int offset, String message) {
        if (ignored.contains(kind)) {
            return;
        }
        // That something was not looked at is told at any rate.
        if (found.size() < MOST || kind == RuleWarning.Kind.UNFINISHED) {
            int place = FilePlaces.inCondition(content, rule, offset);
            found.add(new Found(kind, rule.rule().id(), place, message));
        } else {
            more++;
        }
    }

    List<RuleWarning> inOrder() {
        found.sort(Comparator.comparingInt(Found::offset));
        FilePlaces places = new FilePlaces(content);
        List<RuleWarning> warnings = new ArrayList<>();
        for (Found one : found) {
            warnings.add(RuleWarning.of(one.kind, one.ruleId, places.diagnostic(one.offset, one.message)));
        }
        if (more > 0) {
            Found last = found.get(found.size() - 1);
            String text = "and " + more + " more warning" + (more == 1 ? "" : "s") + ", not told";
            warnings.add(RuleWarning.of(RuleWarning.Kind.MORE, last.ruleId, places.diagnostic(last.offset, text)));
        }
        return warnings;
    }
}
