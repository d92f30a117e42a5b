package dev.flyball.examples.incident;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** What was seen of one gateway, from a moment on. Thread-safe. */
final class Timeline {
    static final double SECONDS_PER_SAMPLE = 0.5;

    private final String title;
    private final long startNanos = System.nanoTime();
    private final List<Use> uses = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    /** How a request ended. */
    enum End {
        SERVED,
        REFUSED,
        FAILED
    }

    /** Of a CPU, in per cent. */
    private record Use(double at, double cpu) {}

    private record Answer(double at, double millis, End end) {}

    /**
     * Something that happened.
     *
     * @param told when operators asked for it
     * @param at when it was done
     * @param byOperator or by the gateway itself, so that nobody asked for it
     */
    record Mark(double told, double at, String text, boolean byOperator) {}

    /** What was seen between one thing that the operators did and the next. */
    record Part(String begin, Sample sample) {}

    /**
     * An interval.
     *
     * @param from in seconds
     * @param cpu how much of one CPU the gateway used, in per cent
     * @param median time of an answer to the requests of the interval, in milliseconds
     * @param p99 the same
     * @param refused of them, in per cent
     * @param failed of them, in per cent: there was no answer in time
     */
    record Sample(double from, double cpu, double median, double p99, double refused, double failed) {}

    Timeline(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    private double seconds(long nanos) {
        return (nanos - startNanos) / 1e9;
    }

    /** The gateway has used so much of a CPU lately. */
    synchronized void used(double percent) {
        uses.add(new Use(seconds(System.nanoTime()), percent));
    }

    /** A request was to be sent at a time of {@link System#nanoTime} and has ended now. */
    synchronized void ended(long sentNanos, End end) {
        answers.add(new Answer(seconds(sentNanos), (System.nanoTime() - sentNanos) / 1e6, end));
    }

    /** The gateway has done something by itself. */
    synchronized void happened(String text) {
        double now = seconds(System.nanoTime());
        marks.add(new Mark(now, now, text, false));
    }

    /** The gateway has done now what operators asked for at a time of {@link System#nanoTime}. */
    synchronized void operated(long toldNanos, String text) {
        marks.add(new Mark(seconds(toldNanos), seconds(System.nanoTime()), text, true));
    }

    synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    synchronized List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        Mark begin = new Mark(0, 0, "ordinary rules", true);
        for (Mark mark : marks) {
            if (mark.byOperator) {
                parts.add(new Part(begin.text, sample(begin.at, mark.told)));
                begin = mark;
            }
        }
        parts.add(new Part(begin.text, sample(begin.at, Double.MAX_VALUE)));
        return parts;
    }

    /** One after the other, of {@link #SECONDS_PER_SAMPLE}. */
    synchronized List<Sample> samples() {
        TreeMap<Integer, Double> intervals = new TreeMap<>();
        for (Answer answer : answers) {
            int interval = (int) Math.floor(answer.at / SECONDS_PER_SAMPLE);
            intervals.put(interval, interval * SECONDS_PER_SAMPLE);
        }
        return intervals.values().stream()
                .map(from -> sample(from, from + SECONDS_PER_SAMPLE))
                .toList();
    }

    private Sample sample(double from, double to) {
        List<Answer> within = answers.stream()
                .filter(answer -> answer.at >= from && answer.at < to)
                .toList();
        List<Double> millis =
                new ArrayList<>(within.stream().map(Answer::millis).sorted().toList());
        if (millis.isEmpty()) {
            millis = Collections.singletonList(0.0);
        }
        double cpu = uses.stream()
                .filter(use -> use.at >= from && use.at < to + SECONDS_PER_SAMPLE / 2)
                .mapToDouble(Use::cpu)
                .average()
                .orElse(0);
        return new Sample(
                from,
                cpu,
                millis.get(millis.size() / 2),
                millis.get((int) Math.ceil(millis.size() * 0.99) - 1),
                percent(within, End.REFUSED),
                percent(within, End.FAILED));
    }

    private static double percent(List<Answer> answers, End end) {
        return 100.0 * answers.stream().filter(answer -> answer.end == end).count() / Math.max(1, answers.size());
    }
}
