package dev.flyball.core.rules.profile;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.Node;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.core.rules.profile.Recipe.Pump;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries the recipes for a regex on texts of a moderate length, and keeps those on which it took most steps: most scan steps,
 * which come again in every search, and most of all steps, where new states of automata were made. What was found for a
 * pattern is kept for the next rule that has it. For one thread.
 */
final class RegexTrials {
    private static final int TRIAL_LENGTH = 512;
    private static final int MOST_BY_SCAN = 5;
    private static final int MOST_BY_ALL = 3;
    private static final int MOST_KEPT = 4_096;

    /** The most steps of all trials of one regex: a very large one is not tried with everything. */
    private static final long MOST_STEPS = 20_000_000;

    private final RegexOptions options;
    private final long seed;
    private final Meter meter;
    private final Map<String, Found> known = new HashMap<>();

    /**
     * What is known of a regex.
     *
     * @param worst recipes, the one with most scan steps first
     * @param witness a text that matches, if one was found
     * @param atBegin whether all matches begin at the beginning of the text
     * @param atEnd whether all matches end at the end of the text
     */
    record Found(List<Pump> worst, String witness, boolean atBegin, boolean atEnd) {}

    private record Trial(Pump pump, long scanSteps, long steps) {}

    /**
     * Trials.
     *
     * @param options with which patterns are compiled
     * @param seed not 0
     * @param meter is charged for parsing, compiling and searching
     */
    RegexTrials(RegexOptions options, long seed, Meter meter) {
        this.options = options;
        this.seed = seed;
        this.meter = meter;
    }

    /** Tries a regex; if {@code finds}, as one whose match is looked for, not only whether there is one. */
    Found of(String pattern, boolean finds) {
        String key = (finds ? "f" : "c") + pattern;
        Found found = known.get(key);
        if (found == null) {
            found = run(pattern, finds);
            if (known.size() < MOST_KEPT) {
                known.put(key, found);
            }
        }
        return found;
    }

    private Found run(String pattern, boolean finds) {
        Node root = Parser.parse(pattern, options, meter).root();
        // Compiled anew: what the rules' own regexes have built already would hide what it costs.
        Regex regex = Regex.compile(pattern, options, meter);
        List<Trial> trials = new ArrayList<>();
        Meter own = meter.slice(MOST_STEPS);
        for (Pump pump : RegexPumps.of(root, seed, meter)) {
            if (own.stepsRemaining() == 0) {
                break;
            }
            trials.add(trial(regex, pump, finds, own));
        }
        meter.stride(); // where the whole profile has ended, nothing more is to be seen
        Set<Pump> worst = new LinkedHashSet<>();
        addFirst(trials, Comparator.comparingLong(trial -> -trial.scanSteps), MOST_BY_SCAN, worst);
        addFirst(trials, Comparator.comparingLong(trial -> -trial.steps), MOST_BY_ALL, worst);
        return new Found(List.copyOf(worst), RegexPumps.witness(root, meter), root.isAtBegin(), root.isAtEnd());
    }

    /** One that does not finish on what is left is noted with the steps that it took. */
    private static Trial trial(Regex regex, Pump pump, boolean finds, Meter own) {
        String text = pump.text(TRIAL_LENGTH);
        long scan = own.scanSteps();
        long all = own.stepsUsed();
        try {
            if (finds) {
                regex.find(text, own);
            } else {
                regex.containsMatchIn(text, own);
            }
        } catch (BudgetExceededException e) {
            if (e.reason() != BudgetExceededException.Reason.STEPS) {
                throw e;
            }
        }
        return new Trial(pump, own.scanSteps() - scan, own.stepsUsed() - all);
    }

    /** Stable, so that of equal ones the simplest comes first. */
    private static void addFirst(List<Trial> trials, Comparator<Trial> order, int most, Set<Pump> to) {
        trials.stream().sorted(order).limit(most).forEach(trial -> to.add(trial.pump));
    }
}
