package dev.flyball.regex;

import dev.flyball.Meter;

/** Text that is built under a meter: a step for each char, charged before it is written. */
final class MeteredText {
    private final Meter meter;
    private final StringBuilder text = new StringBuilder();

    MeteredText(Meter meter) {
        this.meter = meter;
    }

    void append(String source, int from, int to) {
        int done = from;
        while (done < to) {
            int piece = Math.min(meter.stride(), to - done);
            meter.charge(piece);
            text.append(source, done, done + piece);
            done += piece;
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
