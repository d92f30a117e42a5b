package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;

/**
 * What the rules before have added to a score: it changes as rules match, so it is never kept. It cannot be had where rules
 * that add to it did not finish.
 */
public record ScoreValue(String name) implements Value {
    @Override
    public Object get(FactsReader facts, Meter meter) {
        long least = facts.leastScore(name);
        if (least != facts.mostScore(name)) {
            throw new UnknownScoreException(this);
        }
        return least;
    }

    @Override
    public long mostSteps(FactLimits limits) {
        return 0;
    }

    @Override
    public Extent extent(FactLimits limits) {
        return Extent.SMALL;
    }

    @Override
    public String toString() {
        return "score(" + ValueTests.quoted(name) + ")";
    }
}
