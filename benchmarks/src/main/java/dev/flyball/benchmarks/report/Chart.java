package dev.flyball.benchmarks.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Ratios as a chart in SVG: a panel for each row or mean that is shown, a bar for each engine, on a logarithmic scale;
 * ours is 1.
 */
public final class Chart {
    private static final int WIDTH = 860;
    private static final int LABELS = 190;
    private static final int VALUES = 90;
    private static final int BAR = 18;
    private static final int GAP = 6;
    private static final int HEAD = 34;

    private record Bar(String label, double ratio) {}

    private record Panel(String title, String base, List<Bar> bars) {
        int height() {
            return HEAD + (bars.size() + 1) * (BAR + GAP) + 16;
        }
    }

    private final List<Panel> panels = new ArrayList<>();

    /** Adds a panel for the means of that label, if the table has them. */
    public void addMean(Table table, String label) {
        List<Bar> bars = new ArrayList<>();
        for (String column : table.columns()) {
            add(bars, table, column, table.mean(label, column));
        }
        addPanel(table.title() + ": " + label, table.base(), bars);
    }

    /** Adds a panel for a row, if the table has it. */
    public void addRow(Table table, String row) {
        List<Bar> bars = new ArrayList<>();
        for (String column : table.columns()) {
            add(bars, table, column, table.ratio(row, column));
        }
        addPanel(table.title() + ": " + row, table.base(), bars);
    }

    private static void add(List<Bar> bars, Table table, String column, OptionalDouble ratio) {
        if (!column.equals(table.base()) && ratio.isPresent()) {
            bars.add(new Bar(column, ratio.getAsDouble()));
        }
    }

    private void addPanel(String title, String base, List<Bar> bars) {
        if (!bars.isEmpty()) {
            panels.add(new Panel(title, base, bars));
        }
    }

    /** The chart. */
    public String svg() {
        DoubleSummaryStatistics logs = panels.stream()
                .flatMap(panel -> panel.bars().stream())
                .mapToDouble(bar -> Math.log10(bar.ratio()))
                .summaryStatistics();
        double left = Math.max(-logs.getMin(), 0);
        double right = Math.max(logs.getMax(), 0.5);
        double decade = (WIDTH - LABELS - VALUES) / (left + right);
        double one = LABELS + left * decade;
        int height = 40 + panels.stream().mapToInt(Panel::height).sum();
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"13\">",
                        WIDTH,
                        height,
                        WIDTH,
                        height));
        line(svg, String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height));
        line(
                svg,
                "<text x=\"12\" y=\"24\" fill=\"#444444\">How many times as long as ours; logarithmic, shorter is"
                        + " faster</text>");
        int y = 40;
        for (Panel panel : panels) {
            panel(svg, panel, y, one, decade);
            y += panel.height();
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, Panel panel, int top, double one, double decade) {
        line(
                svg,
                String.format(
                        Locale.ROOT,
                        "<text x=\"12\" y=\"%d\" font-weight=\"bold\">%s</text>",
                        top + 20,
                        escaped(panel.title())));
        int y = top + HEAD;
        bar(svg, panel.base(), 1, y, one, decade, "#1a7f4b");
        for (Bar bar : panel.bars()) {
            y += BAR + GAP;
            bar(svg, bar.label(), bar.ratio(), y, one, decade, bar.ratio() < 1 ? "#b03a2e" : "#7d8fa3");
        }
        line(
                svg,
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#444444\"/>",
                        one,
                        one,
                        top + HEAD - 4,
                        y + BAR + 4));
    }

    private static void bar(
            StringBuilder svg, String label, double ratio, int y, double one, double decade, String colour) {
        double length = Math.log10(ratio) * decade;
        double from = Math.min(one, one + length);
        double wide = Math.max(Math.abs(length), 3);
        line(
                svg,
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                        LABELS - 8,
                        y + 14,
                        escaped(label)));
        line(
                svg,
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                        from,
                        y,
                        wide,
                        BAR,
                        colour));
        line(
                svg,
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%d\" fill=\"#444444\">%s</text>",
                        Math.max(one, from + wide) + 6,
                        y + 14,
                        Markdown.times(ratio)));
    }

    private static void line(StringBuilder svg, String text) {
        svg.append(text).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
