package dev.flyball.examples.incident;

import dev.flyball.examples.incident.Timeline.Mark;
import dev.flyball.examples.incident.Timeline.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Timelines beside one another as a drawing in SVG, on the same scales; numbers at the top lead to a list of what happened. */
final class TimelineChart {
    private static final int LEFT = 70;
    private static final int GAP = 30;
    private static final int TOP = 60;
    private static final int PANEL = 120;
    private static final int PANEL_GAP = 34;
    private static final int PER_SECOND = 11;
    private static final int LINE = 18;
    private static final String GREY = "#7d8fa3";

    private final List<Timeline> timelines;
    private final StringBuilder svg = new StringBuilder();

    /** A line of a panel. */
    private record Series(String name, String colour, ToDoubleFunction<Sample> value) {}

    /** What is drawn over time, on a scale from least to most. */
    private record Panel(
            String title, double least, double most, boolean logarithmic, List<Double> ticks, List<Series> series) {
        double height(double value) {
            double within = Math.min(most, Math.max(least, value));
            return logarithmic ? Math.log(within / least) / Math.log(most / least) : (within - least) / (most - least);
        }
    }

    private static final List<Panel> PANELS = List.of(
            new Panel(
                    "CPU of the gateway, % of one CPU",
                    0,
                    100.0 * Runtime.getRuntime().availableProcessors(),
                    false,
                    List.of(0.0, 100.0, 200.0),
                    List.of(new Series("CPU", "#b03a2e", Sample::cpu))),
            new Panel(
                    "time to an answer, ms",
                    1,
                    3_000,
                    true,
                    List.of(1.0, 10.0, 100.0, 1_000.0, 3_000.0),
                    List.of(
                            new Series("p99", "#d08a2e", Sample::p99),
                            new Series("median", "#1f5fa8", Sample::median))),
            new Panel(
                    "ordinary requests, %",
                    0,
                    100,
                    false,
                    List.of(0.0, 50.0, 100.0),
                    List.of(
                            new Series("without an answer in 3 s", "#b03a2e", Sample::failed),
                            new Series("refused", "#7a3fa0", Sample::refused))));

    TimelineChart(List<Timeline> timelines) {
        this.timelines = timelines;
    }

    /** The drawing. */
    String svg() {
        int plots = PANELS.size() * (PANEL + PANEL_GAP);
        int width = LEFT + timelines.stream().mapToInt(t -> width(t) + GAP).sum();
        List<String> happened = happened(width);
        int height = TOP + plots + happened.size() * LINE + LINE;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">",
                width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", width, height);
        int left = LEFT;
        for (Timeline timeline : timelines) {
            add("<text x=\"%d\" y=\"20\" font-size=\"15\" font-weight=\"bold\">%s</text>", left, timeline.title());
            int top = TOP;
            for (Panel panel : PANELS) {
                draw(panel, timeline, left, top, left == LEFT);
                top += PANEL + PANEL_GAP;
            }
            drawMarks(timeline, left, TOP + plots - PANEL_GAP);
            left += width(timeline) + GAP;
        }
        int y = TOP + plots;
        for (String line : happened) {
            add("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, y, escaped(line));
            y += LINE;
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(Panel panel, Timeline timeline, int left, int top, boolean first) {
        List<Sample> samples = timeline.samples();
        int width = width(timeline);
        for (double tick : panel.ticks) {
            double y = top + PANEL * (1 - panel.height(tick));
            add("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>", left, left + width, y, y);
            if (first) {
                add(
                        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\">%,.0f</text>",
                        left - 6, y + 4, GREY, tick);
            }
        }
        int seconds = width / PER_SECOND;
        for (int second = 0; second <= seconds; second += 10) {
            add(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%d s</text>",
                    left + second * PER_SECOND, top + PANEL + 14, GREY, second);
        }
        for (Series series : panel.series) {
            String points = samples.stream()
                    .map(sample -> String.format(
                            Locale.ROOT,
                            "%.1f,%.1f",
                            left + (sample.from() + Timeline.SECONDS_PER_SAMPLE / 2) * PER_SECOND,
                            top + PANEL * (1 - panel.height(series.value.applyAsDouble(sample)))))
                    .collect(Collectors.joining(" "));
            add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\"/>", points, series.colour);
        }
        if (first) {
            StringBuilder title = new StringBuilder(escaped(panel.title));
            for (Series series : panel.series) {
                title.append("<tspan dx=\"10\" fill=\"")
                        .append(series.colour)
                        .append("\">")
                        .append(escaped(series.name))
                        .append("</tspan>");
            }
            add("<text x=\"%d\" y=\"%d\">%s</text>", left, top - 6, title);
        }
    }

    private void drawMarks(Timeline timeline, int left, int bottom) {
        int number = 0;
        for (Mark mark : timeline.marks()) {
            double x = left + mark.at() * PER_SECOND;
            number++;
            add(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-dasharray=\"%s\"/>",
                    x, x, TOP - 16, bottom, GREY, mark.byOperator() ? "none" : "2 3");
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", x, TOP - 20 - (number % 2) * 9, number);
        }
    }

    /** All that happened, in lines of about the drawing's width. */
    private List<String> happened(int width) {
        List<String> lines = new ArrayList<>();
        for (Timeline timeline : timelines) {
            lines.add(timeline.title() + ":");
            int number = 0;
            for (Mark mark : timeline.marks()) {
                String line = String.format(Locale.ROOT, "    %d at %.1f s: ", ++number, mark.at());
                for (String word : mark.text().split(" ", -1)) {
                    if (line.length() + word.length() > width / 7) {
                        lines.add(line);
                        line = "        ";
                    }
                    line += word + " ";
                }
                lines.add(line);
            }
        }
        return lines;
    }

    private static int width(Timeline timeline) {
        double last =
                timeline.samples().stream().mapToDouble(Sample::from).max().orElse(0);
        return (int) Math.ceil((last + Timeline.SECONDS_PER_SAMPLE) * PER_SECOND);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency for this one method
    private void add(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
