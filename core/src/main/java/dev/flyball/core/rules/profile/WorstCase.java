package dev.flyball.core.rules.profile;

import dev.flyball.Meter;
import dev.flyball.core.rules.profile.Slot.Pick;
import dev.flyball.core.rules.runtime.Bulk;
import dev.flyball.rules.Decision;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the facts with which one rule takes the most scan steps: it starts from the most promising candidate for each
 * part of the facts, and changes one part after the other as long as that makes it worse. Scan steps lead the search, since
 * they are the same in every run. For one thread, for one rule.
 */
final class WorstCase {
    /** How often all parts are gone through. */
    private static final int ROUNDS = 3;

    /** To compile the rule anew takes as long as several evaluations. */
    private static final int INPUTS_FOR_A_COLD_ONE = 8;

    /** The most steps of compiling it again and again, in slices of one evaluation. */
    private static final long COLD_SLICES = 50;

    /** The most steps of evaluating it again and again. */
    private static final long REPEATED_SLICES = 50;

    /** The most chars of texts that are kept to be used again. */
    private static final int MOST_KEPT = 1 << 25;

    private final Schema schema;
    private final FactLimits limits;
    private final long slice;
    private final int maxInputs;
    private final Meter meter;
    private final Coverage coverage;
    private final Map<Made, String> texts = new HashMap<>();
    private int kept;

    private int inputs;
    private int coldInputs;
    private long stepsForCold;
    private long scanSteps;
    private long coldSteps;
    private long buildSteps;
    private long mostBuiltSteps;
    private @Nullable Map<Slot, Pick> mostBuilt;
    private boolean finished = true;
    private @Nullable Facts worst;
    private String words = "";
    private String coldWords = "";

    private record Change(Slot slot, Pick pick, long steps) {}

    private record Made(Recipe recipe, int length) {}

    WorstCase(Schema schema, FactLimits limits, long slice, int maxInputs, Coverage coverage, Meter meter) {
        this.schema = schema;
        this.limits = limits;
        this.slice = slice;
        this.maxInputs = maxInputs;
        this.coverage = coverage;
        this.meter = meter;
    }

    /**
     * Tries facts that are there already.
     *
     * @param name what they are, for a person
     */
    void tryFacts(RuleEngine engine, Facts facts, String name) {
        if (goesOn()) {
            run(engine, facts, facts, name);
        }
    }

    /**
     * Searches.
     *
     * @param engine of the rule alone
     * @param fresh makes the same engine, with nothing built yet
     */
    void search(RuleEngine engine, List<Slot> slots, Supplier<RuleEngine> fresh) {
        Map<Slot, List<Pick>> candidates = new LinkedHashMap<>();
        Map<Slot, Pick> best = new LinkedHashMap<>();
        for (Slot slot : slots) {
            List<Pick> picks = slot.candidates();
            meter.charge(picks.size());
            candidates.put(slot, picks);
            best.put(slot, picks.get(0));
        }
        long most = survey(engine, best, candidates);
        boolean changed = true;
        for (int round = 0; round < ROUNDS && changed; round++) {
            changed = false;
            for (Slot slot : slots) {
                for (Pick pick : candidates.getOrDefault(slot, List.of())) {
                    Pick before = best.get(slot);
                    if (goesOn() && before != null && !pick.equals(before)) {
                        best.put(slot, pick);
                        long steps = run(engine, best);
                        if (steps > most) {
                            most = steps;
                            changed = true;
                        } else {
                            best.put(slot, before);
                        }
                    }
                }
            }
        }
        searchCold(best, candidates, fresh);
        repeat(fresh);
    }

    /**
     * Changes each part alone, to see which changes are worth most, and then makes the best change of each part, one after
     * the other, where that is worse still. So a part that ends the work early, but costs something itself, is not taken
     * before it is seen what it keeps from being done.
     *
     * @return the most steps, of the picks as they are then
     */
    private long survey(RuleEngine engine, Map<Slot, Pick> picks, Map<Slot, List<Pick>> candidates) {
        long most = run(engine, picks);
        List<Change> changes = new ArrayList<>();
        int longest = candidates.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 1; i < longest; i++) {
            for (Map.Entry<Slot, List<Pick>> entry : candidates.entrySet()) {
                if (i < entry.getValue().size() && goesOn()) {
                    Pick pick = entry.getValue().get(i);
                    Map<Slot, Pick> changed = new LinkedHashMap<>(picks);
                    changed.put(entry.getKey(), pick);
                    changes.add(new Change(entry.getKey(), pick, run(engine, changed)));
                }
            }
        }
        changes.sort(Comparator.comparingLong(change -> -change.steps));
        Set<Slot> done = new HashSet<>();
        for (Change change : changes) {
            if (change.steps > most || !done.isEmpty()) {
                Pick before = picks.get(change.slot);
                if (before != null && goesOn() && done.add(change.slot)) {
                    picks.put(change.slot, change.pick);
                    long steps = run(engine, picks);
                    if (steps > most) {
                        most = steps;
                    } else {
                        picks.put(change.slot, before);
                    }
                }
            }
        }
        return most;
    }

    /** Tries the worst facts, and at random texts in their place, with the rule compiled anew. */
    private void searchCold(Map<Slot, Pick> best, Map<Slot, List<Pick>> candidates, Supplier<RuleEngine> fresh) {
        runCold(fresh, best);
        candidates.forEach((slot, picks) -> {
            Pick before = best.get(slot);
            for (Pick pick : picks) {
                boolean random = pick.seed() instanceof Recipe.Pump pump && pump.seed() != 0;
                if (random && !pick.equals(before) && mayRunCold()) {
                    best.put(slot, pick);
                    runCold(fresh, best);
                }
            }
            if (before != null) {
                best.put(slot, before);
            }
        });
    }

    /** Evaluates the facts for which most was built again and again, those at random with others of the kind each time. */
    private void repeat(Supplier<RuleEngine> fresh) {
        Map<Slot, Pick> picks = mostBuilt;
        if (picks == null || !finished) {
            return;
        }
        Repetition repetition = new Repetition(slice, meter);
        repetition.run(fresh.get(), time -> facts(varied(picks, time), this::newText), REPEATED_SLICES * slice);
        buildSteps = repetition.buildSteps();
        if (!repetition.finished()) {
            finished = false;
            Facts facts = facts(varied(picks, repetition.times() - 1), Recipe::text);
            worst = facts;
            words = facts + ", after " + (repetition.times() - 1) + " of the kind";
        }
    }

    private static Map<Slot, Pick> varied(Map<Slot, Pick> picks, int time) {
        Map<Slot, Pick> varied = new LinkedHashMap<>();
        picks.forEach((slot, pick) -> varied.put(
                slot, pick.seed() instanceof Recipe recipe ? new Pick(recipe.varied(time), pick.many()) : pick));
        return varied;
    }

    private String newText(Recipe recipe, int length) {
        meter.charge(1 + length / Bulk.BYTES_PER_STEP);
        return recipe.text(length);
    }

    /** Compiling a rule anew may take much longer than evaluating it. */
    private boolean mayRunCold() {
        return finished && coldInputs <= maxInputs / INPUTS_FOR_A_COLD_ONE && stepsForCold <= COLD_SLICES * slice;
    }

    private boolean goesOn() {
        return inputs < maxInputs && finished;
    }

    private RecipeFacts facts(Map<Slot, Pick> picks, RecipeFacts.Texts made) {
        return new RecipeFacts(schema, limits, picks, made);
    }

    private long run(RuleEngine engine, Map<Slot, Pick> picks) {
        return run(engine, facts(picks, this::text), facts(picks, Recipe::text), "");
    }

    /** The scan steps of the rule with these facts. */
    private long run(RuleEngine engine, Facts facts, Facts toKeep, String name) {
        inputs++;
        Meter one = meter.slice(slice);
        Decision decision = coverage.evaluate(engine, facts, one);
        meter.stride(); // where the whole profile has ended, this is no news of the rule
        long steps = one.scanSteps();
        boolean ended = !decision.unfinished().isEmpty();
        if (worst == null || steps > scanSteps || ended) {
            scanSteps = Math.max(scanSteps, steps);
            worst = toKeep;
            words = name.isEmpty() ? toKeep.toString() : name;
            noteCold(scanSteps, words);
        }
        finished &= !ended;
        return steps;
    }

    private void runCold(Supplier<RuleEngine> fresh, Map<Slot, Pick> picks) {
        coldInputs++;
        long before = meter.stepsUsed();
        RuleEngine engine = fresh.get();
        Meter one = meter.slice(slice);
        Decision decision = engine.evaluate(facts(picks, this::text), one);
        meter.stride();
        stepsForCold += meter.stepsUsed() - before;
        noteCold(one.stepsUsed(), facts(picks, Recipe::text).toString());
        long built = one.stepsUsed() - one.scanSteps();
        if (built > mostBuiltSteps) {
            mostBuiltSteps = built;
            mostBuilt = new LinkedHashMap<>(picks);
        }
        if (!decision.unfinished().isEmpty() && finished) {
            finished = false;
            Facts facts = facts(picks, Recipe::text);
            worst = facts;
            words = facts + ", freshly compiled";
        }
    }

    private void noteCold(long steps, String input) {
        if (steps > coldSteps) {
            coldSteps = steps;
            coldWords = input;
        }
    }

    private String text(Recipe recipe, int length) {
        Made key = new Made(recipe, length);
        String known = texts.get(key);
        if (known == null) {
            meter.charge(1 + length / Bulk.BYTES_PER_STEP);
            known = recipe.text(length);
            if (kept + known.length() <= MOST_KEPT) {
                kept += known.length();
                texts.put(key, known);
            }
        }
        return known;
    }

    /** The parts of the condition that no input led to; none if there was no input, or the rule did not finish: perhaps in one. */
    List<String> notReached() {
        return inputs == 0 || !finished ? List.of() : coverage.notReached();
    }

    /** How many were tried. */
    int inputs() {
        return inputs + coldInputs;
    }

    long scanSteps() {
        return scanSteps;
    }

    long coldSteps() {
        return coldSteps;
    }

    long buildSteps() {
        return buildSteps;
    }

    boolean finished() {
        return finished;
    }

    @Nullable
    Facts facts() {
        return worst;
    }

    String words() {
        return words;
    }

    String coldWords() {
        return coldWords;
    }
}
