package dev.flyball.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The measurements of one workload: a row for each input, a column for each engine. One column, ours, is what the others
 * are compared with.
 */
public final class Table {
    /** What the values of a row are. */
    public enum Unit {
        NANOS,
        BYTES
    }

    private record Row(Unit unit, Map<String, Double> values, Set<String> doubtful) {}

    private record Mean(String label, Predicate<String> rows) {}

    private final String title;
    private final String intro;
    private final String base;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Mean> means = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** An empty table; {@code base} is the column to compare with. */
    public Table(String title, String intro, String base) {
        this.title = title;
        this.intro = intro;
        this.base = base;
        columns.add(base);
    }

    /** Puts a value into a cell. */
    public void put(String row, String column, Unit unit, double value) {
        columns.add(column);
        row(row, unit).values().put(column, value);
    }

    /** Marks a cell whose engine gave another answer than the reference. */
    public void doubt(String row, String column) {
        row(row, Unit.NANOS).doubtful().add(column);
    }

    private Row row(String name, Unit unit) {
        return rows.computeIfAbsent(name, n -> new Row(unit, new LinkedHashMap<>(), new LinkedHashSet<>()));
    }

    /** Has the geometric mean of the ratios over some of the rows told below the table. */
    public void mean(String label, Predicate<String> of) {
        means.add(new Mean(label, of));
    }

    /** Adds a line below the table. */
    public void note(String text) {
        notes.add(text);
    }

    public String title() {
        return title;
    }

    String intro() {
        return intro;
    }

    String base() {
        return base;
    }

    List<String> notes() {
        return notes;
    }

    Collection<String> rows() {
        return rows.keySet();
    }

    Collection<String> columns() {
        return columns;
    }

    Unit unit(String row) {
        return row(row, Unit.NANOS).unit();
    }

    /** What is in a cell, or null. */
    public @Nullable Double value(String row, String column) {
        return row(row, Unit.NANOS).values().get(column);
    }

    /** Whether the engine of that column gave another answer than the reference in that row. */
    public boolean isDoubtful(String row, String column) {
        return row(row, Unit.NANOS).doubtful().contains(column);
    }

    /** Whether the engine of that column gave another answer than the reference in any row. */
    public boolean isDoubtful(String column) {
        return rows.keySet().stream().anyMatch(row -> isDoubtful(row, column));
    }

    /** How many times ours a value is, if both are known and positive. */
    OptionalDouble ratio(String row, String column) {
        Double ours = value(row, base);
        Double theirs = value(row, column);
        return ours == null || theirs == null || ours <= 0 || theirs <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(theirs / ours);
    }

    List<String> meanLabels() {
        return means.stream().map(Mean::label).toList();
    }

    /** The geometric mean of the ratios of a column over the rows of a mean, without doubtful cells. */
    OptionalDouble mean(String label, String column) {
        double logs = 0;
        int count = 0;
        for (Mean mean : means) {
            if (mean.label().equals(label)) {
                for (String row : rows.keySet()) {
                    OptionalDouble ratio = ratio(row, column);
                    if (mean.rows().test(row) && ratio.isPresent() && !isDoubtful(row, column)) {
                        logs += Math.log(ratio.getAsDouble());
                        count++;
                    }
                }
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(logs / count));
    }
}
