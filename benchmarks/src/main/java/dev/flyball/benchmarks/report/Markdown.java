package dev.flyball.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** A table as Markdown: each value of a peer with how many times ours it is, more being better for us. */
public final class Markdown {
    private Markdown() {}

    /** The table with its title and notes. */
    public static String of(Table table) {
        StringBuilder out = new StringBuilder();
        out.append("### ").append(table.title()).append("\n\n");
        if (!table.intro().isEmpty()) {
            out.append(table.intro()).append("\n\n");
        }
        out.append("| |");
        table.columns().forEach(column -> out.append(' ').append(column).append(" |"));
        out.append("\n|---|").append("---:|".repeat(table.columns().size())).append('\n');
        for (String row : table.rows()) {
            out.append("| ").append(row).append(" |");
            for (String column : table.columns()) {
                out.append(' ').append(cell(table, row, column)).append(" |");
            }
            out.append('\n');
        }
        for (String label : table.meanLabels()) {
            out.append("| **").append(label).append("** |");
            for (String column : table.columns()) {
                OptionalDouble mean = column.equals(table.base()) ? OptionalDouble.empty() : table.mean(label, column);
                out.append(mean.isPresent() ? " **" + times(mean.getAsDouble()) + "** |" : " |");
            }
            out.append('\n');
        }
        if (!table.notes().isEmpty()) {
            out.append('\n');
            table.notes().forEach(note -> out.append("- ").append(note).append('\n'));
        }
        return out.toString();
    }

    private static String cell(Table table, String row, String column) {
        Double value = table.value(row, column);
        if (value == null) {
            return "–";
        }
        String text = value(table.unit(row), value);
        OptionalDouble ratio = table.ratio(row, column);
        if (!column.equals(table.base()) && ratio.isPresent()) {
            text += " (" + times(ratio.getAsDouble()) + ")";
        }
        return table.isDoubtful(row, column) ? text + " ≠" : text;
    }

    private static String value(Table.Unit unit, double value) {
        return switch (unit) {
            case NANOS -> scaled(value, 1000, " ns", " µs", " ms", " s");
            case BYTES -> scaled(value, 1024, " B", " KiB", " MiB", " GiB");
        };
    }

    private static String scaled(double value, double step, String... units) {
        double scaled = value;
        int unit = 0;
        while (scaled >= step && unit < units.length - 1) {
            scaled /= step;
            unit++;
        }
        return digits(scaled) + units[unit];
    }

    /** A ratio for readers: three digits at most. */
    static String times(double ratio) {
        return digits(ratio) + "×";
    }

    private static String digits(double value) {
        String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
