package dev.flyball.benchmarks.engine;

/** What is counted over all matches of a text. */
public enum Model {
    /** The matches. */
    COUNT("count"),
    /** The lengths of the matches: chars, or UTF-8 bytes where an engine {@linkplain Engine#countsBytes() reads bytes}. */
    COUNT_SPANS("count-spans"),
    /** The groups that took part, the whole match included. */
    COUNT_CAPTURES("count-captures");

    private final String label;

    Model(String label) {
        this.label = label;
    }

    /** The model that a table of benchmarks names so. */
    public static Model of(String label) {
        for (Model model : values()) {
            if (model.label.equals(label)) {
                return model;
            }
        }
        throw new IllegalArgumentException("no model is called " + label);
    }

    @Override
    public String toString() {
        return label;
    }
}
