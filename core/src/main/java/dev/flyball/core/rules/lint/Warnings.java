package dev.flyball.core.rules.lint;

import dev.flyball.core.rules.file.FilePlaces;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.core.rules.file.RuleFileGroup;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleWarning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the warnings about the files of a rule set; the first {@value #MOST} are kept, and the number of the others is told.
 * For one thread.
 */
final class Warnings {
    private static final int MOST = 1_000;

    private final List<RuleFileContent> files;
    /** The number of the file that a rule is in, by its id. */
    private final Map<String, Integer> fileOf = new HashMap<>();

    private final Set<RuleWarning.Kind> ignored;
    private final List<RuleWarning> ofFiles = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private long more;

    private record Found(RuleWarning.Kind kind, String ruleId, int file, int offset, String message) {}

    /** @param ignored kinds that are neither kept nor counted */
    Warnings(RuleFileGroup group, Set<RuleWarning.Kind> ignored) {
        this.files = group.files();
        this.ignored = ignored;
        for (int i = 0; i < files.size(); i++) {
            for (ReadRule rule : files.get(i).rules()) {
                fileOf.put(rule.rule().id(), i);
            }
        }
    }

    /** Adds what was not read; it stands before all others. */
    void addLeftOut(Diagnostic what) {
        if (!ignored.contains(RuleWarning.Kind.LEFT_OUT)) {
            ofFiles.add(RuleWarning.of(RuleWarning.Kind.LEFT_OUT, "", what));
        }
    }

    /** The name of the file that a rule is in. */
    String fileOf(String ruleId) {
        return files.get(fileOf.getOrDefault(ruleId, 0)).file();
    }

    /** @param offset in the condition of the rule */
    void add(RuleWarning.Kind kind, ReadRule rule, int offset, String message) {
        if (ignored.contains(kind)) {
            return;
        }
        // That something was not looked at is told at any rate.
        if (found.size() < MOST || kind == RuleWarning.Kind.UNFINISHED) {
            int file = fileOf.getOrDefault(rule.rule().id(), 0);
            int place = FilePlaces.inCondition(files.get(file), rule, offset);
            found.add(new Found(kind, rule.rule().id(), file, place, message));
        } else {
            more++;
        }
    }

    /** All of them, file by file. */
    List<RuleWarning> inOrder() {
        found.sort(Comparator.comparingInt(Found::file).thenComparingInt(Found::offset));
        List<RuleWarning> warnings = new ArrayList<>(ofFiles);
        FilePlaces places = null;
        int file = -1;
        for (Found one : found) {
            if (places == null || one.file != file) {
                file = one.file;
                places = new FilePlaces(files.get(file));
            }
            warnings.add(RuleWarning.of(one.kind, one.ruleId, places.diagnostic(one.offset, one.message)));
        }
        if (more > 0 && places != null) {
            Found last = found.get(found.size() - 1);
            String text = "and " + more + " more warning" + (more == 1 ? "" : "s") + ", not told";
            warnings.add(RuleWarning.of(RuleWarning.Kind.MORE, last.ruleId, places.diagnostic(last.offset, text)));
        }
        return warnings;
    }
}
