package dev.flyball.re2j;

import dev.flyball.Meter;

/**
 * The text that RE2/J reads, which charges for the reading: RE2/J itself cannot be stopped, but it can do nothing
 * without the next char. A char that a pass reads for the first time pays for all instructions that may be visited at
 * it; reading one again (RE2/J looks around, and searches a literal prefix) is one step.
 */
final class MeteredInput implements CharSequence {
    private final String text;
    private final int weight;
    private final Meter meter;
    private int reached;
    private long pending;
    private long allowance;

    /** Enters a search: fails if the meter has ended, and costs a step. */
    MeteredInput(String text, int weight, Meter meter) {
        this.text = text;
        this.weight = weight;
        this.meter = meter;
        spend(1);
    }

    /** Another pass over the text begins: every char pays its full weight again. */
    void startPass() {
        reached = 0;
    }

    /** Charges what is not charged yet. */
    void finish() {
        meter.charge(pending);
        pending = 0;
        allowance = 0;
    }

    private void spend(int steps) {
        if (pending + steps > allowance) {
            finish();
            int stride = meter.stride();
            if (steps > stride) {
                meter.charge(steps);
                return;
            }
            allowance = stride;
        }
        pending += steps;
    }

    @Override
    public char charAt(int index) {
        if (index < reached) {
            spend(1);
        } else {
            reached = index + 1;
            spend(weight);
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
