package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.rules.FactLimits;
import java.util.List;

/**
 * How a score stands to a number; a step. Where rules that add to the score did not finish, it is decided if it is the same
 * for all that the score can be.
 */
public final class ScoreComparison implements Condition {
    private final ScoreValue score;
    private final Relation relation;
    private final long operand;

    public ScoreComparison(ScoreValue score, Relation relation, long operand) {
        this.score = score;
        this.relation = relation;
        this.operand = operand;
    }

    @Override
    public boolean test(FactsReader facts, Meter meter) {
        meter.charge(1);
        long least = facts.leastScore(score.name());
        long most = facts.mostScore(score.name());
        boolean result = relation.holds(Long.compare(least, operand));
        // An order that holds at both ends, or at neither, does so between them; an equality may still hold within.
        boolean isWithin = least < operand && operand < most;
        boolean isEquality = relation == Relation.EQUAL || relation == Relation.NOT_EQUAL;
        if (relation.holds(Long.compare(most, operand)) != result || isEquality && isWithin) {
            throw new UnknownScoreException(score);
        }
        Tracer tracer = facts.tracer();
        if (tracer != null) {
            tracer.predicate(this, least == most ? least : List.of(least, most), result, 1);
        }
        return result;
    }

    @Override
    public long mostSteps(FactLimits limits) {
        return 1;
    }

    @Override
    public String toString() {
        return score + " " + relation + " " + operand;
    }
}
