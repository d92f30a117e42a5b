package dev.flyball.benchmarks.workload;

import dev.flyball.Meter;
import dev.flyball.benchmarks.engine.Engine;
import dev.flyball.benchmarks.engine.Engines;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Searcher;
import dev.flyball.benchmarks.engine.SetSearcher;
import dev.flyball.benchmarks.engine.Text;
import dev.flyball.benchmarks.engine.UnsupportedPatternException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Many patterns in the hands of one engine: each by itself in a loop, or all in a set. */
record PatternGroup(Engine engine, boolean asSet, List<PatternSpec> patterns) {
    /** Patterns compiled, to be asked which of them match. */
    interface Compiled {
        /** Adds the ids of the patterns that match to an empty set, and returns how many they are. */
        int matches(Text value, Meter meter, BitSet into);
    }

    /** A loop. */
    static PatternGroup loop(Engine engine, List<PatternSpec> patterns) {
        return new PatternGroup(engine, false, patterns);
    }

    /** A set. */
    static PatternGroup set(Engine engine, List<PatternSpec> patterns) {
        return new PatternGroup(engine, true, patterns);
    }

    /** All ways of all engines that take all of the patterns, our set first. */
    static List<PatternGroup> all(List<PatternSpec> patterns) {
        List<Engine> engines = new ArrayList<>(Engines.all());
        engines.add(1, Engines.FLYBALL_BYTES);
        List<PatternGroup> groups = new ArrayList<>();
        for (Engine engine : engines) {
            if (takes(engine, patterns)) {
                if (engine.hasSets()) {
                    groups.add(set(engine, patterns));
                }
                groups.add(loop(engine, patterns));
            }
        }
        return groups;
    }

    private static boolean takes(Engine engine, List<PatternSpec> patterns) {
        try {
            patterns.forEach(engine::compile);
            return true;
        } catch (UnsupportedPatternException e) {
            return false;
        }
    }

    String name() {
        return asSet ? engine.setName() : engine.name();
    }

    boolean learnsNothing() {
        return asSet ? engine.setLearnsNothing() : engine.learnsNothing();
    }

    /** Whether its answers must be the reference's: ours, read as characters. */
    boolean isExact() {
        return engine.name().equals(Engines.FLYBALL.name());
    }

    Compiled compile() {
        return asSet ? compiledSet() : compiledLoop();
    }

    private Compiled compiledSet() {
        SetSearcher set = engine.compileSet(patterns);
        return (value, meter, into) -> {
            set.matches(value, meter, into);
            return into.cardinality();
        };
    }

    private Compiled compiledLoop() {
        Searcher[] searchers = patterns.stream().map(engine::compile).toArray(Searcher[]::new);
        return (value, meter, into) -> {
            int matches = 0;
            for (int i = 0; i < searchers.length; i++) {
                if (searchers[i].contains(value, meter)) {
                    into.set(i);
                    matches++;
                }
            }
            return matches;
        };
    }
}
