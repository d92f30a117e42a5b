package dev.flyball.core.rules.runtime;

/** A score is not known, as a rule that adds to it, or that skips one, did not finish. */
public final class UnknownScoreException extends FactsException {
    private static final long serialVersionUID = 1L;

    public UnknownScoreException(ScoreValue score) {
        super(score + " is not known: a rule that adds to it, or that skips one, did not finish");
    }
}
