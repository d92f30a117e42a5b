package dev.flyball.core.rules.runtime;

/** How two values stand to each other. */
public enum Relation {
    EQUAL("eq"),
    NOT_EQUAL("ne"),
    LESS("lt"),
    LESS_OR_EQUAL("le"),
    GREATER("gt"),
    GREATER_OR_EQUAL("ge");

    private final String spelling;

    Relation(String spelling) {
        this.spelling = spelling;
    }

    /**
     * Whether the relation holds.
     *
     * @param order negative if the left value is less than the right one, 0 if they are equal, positive if it is greater
     */
    public boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** As conditions write it. */
    @Override
    public String toString() {
        return spelling;
    }
}
