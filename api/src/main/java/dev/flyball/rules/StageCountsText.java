package dev.flyball.rules;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@link StageCounts} as text: fields with a space between them, the version last on its line. */
final class StageCountsText {
    private static final String FIRST_LINE = "flyball stage counts 3";

    private StageCountsText() {}

    static String write(StageCounts counts, long liveSteps, long newSteps) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        text.append("stage ")
                .append(counts.stage())
                .append(' ')
                .append(counts.requests())
                .append(' ')
                .append(liveSteps)
                .append(' ')
                .append(newSteps)
                .append(' ')
                .append(escaped(counts.version()))
                .append('\n');
        for (Map.Entry<StageMetric, MetricHistogram> metric : counts.metrics().entrySet()) {
            MetricHistogram histogram = metric.getValue();
            text.append(metric.getKey().name())
                    .append(' ')
                    .append(histogram.lower())
                    .append(' ')
                    .append(histogram.upper())
                    .append(' ')
                    .append(histogram.bins());
            for (int bin = 0; bin < histogram.bins(); bin++) {
                if (histogram.count(bin) > 0) {
                    text.append(' ').append(bin).append(':').append(histogram.count(bin));
                }
            }
            text.append('\n');
        }
        return text.toString();
    }

    static StageCounts parse(String text) {
        if (text.length() > StageCounts.MAX_TEXT) {
            throw new IllegalArgumentException("a text of counts has at most " + StageCounts.MAX_TEXT + " chars");
        }
        StageCounts counts = read(text);
        // What was read is what was written: no count twice, no other digits, nothing that two readers would read
        // differently.
        if (!counts.toText().equals(text)) {
            throw new IllegalArgumentException(
                    "a text of counts has each metric and each count once, in their order, and numbers as Java writes them");
        }
        return counts;
    }

    private static StageCounts read(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.size() < 3 || !lines.remove(0).equals(FIRST_LINE)) {
            throw new IllegalArgumentException("a text of counts begins with the line \"" + FIRST_LINE + "\"");
        }
        if (!lines.remove(lines.size() - 1).isEmpty()) {
            throw new IllegalArgumentException("the text of counts was cut off: its last line has no end");
        }
        String[] whole = lines.remove(0).split(" ", 6);
        if (whole.length != 6 || !whole[0].equals("stage")) {
            throw new IllegalArgumentException("line 2 does not tell of a stage");
        }
        EnumMap<StageMetric, MetricHistogram> metrics = new EnumMap<>(StageMetric.class);
        for (String line : lines) {
            String[] fields = line.split(" ", -1);
            if (fields.length < 4 || metrics.put(StageMetric.valueOf(fields[0]), histogram(fields)) != null) {
                throw new IllegalArgumentException("a line does not tell of a metric, or of one for the second time");
            }
        }
        return StageCounts.of(
                unescaped(whole[5]),
                Integer.parseInt(whole[1]),
                Long.parseLong(whole[2]),
                Long.parseLong(whole[3]),
                Long.parseLong(whole[4]),
                metrics);
    }

    private static MetricHistogram histogram(String[] fields) {
        int bins = Integer.parseInt(fields[3]);
        if (bins < 0 || bins > MetricHistogram.MAX_BINS) {
            throw new IllegalArgumentException("a grid has at most " + MetricHistogram.MAX_BINS + " values");
        }
        long[] counts = new long[bins];
        for (int i = 4; i < fields.length; i++) {
            int colon = fields[i].indexOf(':');
            int bin = colon < 0 ? -1 : Integer.parseInt(fields[i].substring(0, colon));
            if (bin < 0 || bin >= bins) {
                throw new IllegalArgumentException("no count of this grid: " + fields[i]);
            }
            counts[bin] = Long.parseLong(fields[i].substring(colon + 1));
        }
        return MetricHistogram.of(Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), counts);
    }

    private static String escaped(String version) {
        return version.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                char escaped = field.charAt(++i);
                text.append(escaped == 'n' ? '\n' : escaped);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
