package dev.flyball.benchmarks.corpus;

import dev.flyball.benchmarks.engine.Model;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Text;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Where automata have the least to win: many short matches, groups in each of them, and counted context around a word.
 * The texts are made here, the same in every run.
 */
public final class CaptureCases {
    private static final String[] WORDS =
            ("the governor turns with the engine and lets in less steam as it turns faster so that the wheel keeps its "
                            + "speed whatever the load may be Result of a lever that rises when two balls swing out "
                            + "extraordinary arrangements notwithstanding")
                    .split(" ");

    private CaptureCases() {}

    /** All of them. */
    public static List<SearchCase> all() {
        Text log = Text.utf8(accessLog(new Random(17), 2_000));
        Text source = Text.utf8(source(new Random(18), 2_000));
        Text prose = Text.utf8(prose(new Random(19), 20_000));
        return List.of(
                of(
                        "captures/log-line",
                        Model.COUNT_CAPTURES,
                        "(?m)^(\\S+) (\\S+) (\\S+) \\[([^\\]]+)\\] \"(\\S+) (\\S+) ([^\"]*)\" (\\d{3}) (\\d+|-)$",
                        log),
                of("captures/key-value", Model.COUNT_CAPTURES, "([a-z_]+)=(?:\"([^\"]*)\"|([^\\s&\"]+))", log),
                of(
                        "captures/lexer",
                        Model.COUNT_CAPTURES,
                        "([ \\t\\n]+)|([A-Za-z_][0-9A-Za-z_]*)|([0-9]+(?:\\.[0-9]+)?)|(\"(?:[^\"\\\\\\n]|\\\\.)*\")"
                                + "|(//[^\\n]*)|([-+*/=<>!&|]{1,2})|([(){};,.])",
                        source),
                of("captures/date", Model.COUNT_CAPTURES, "(\\d{2})/([A-Z][a-z]{2})/(\\d{4}):(\\d\\d):(\\d\\d)", log),
                of("short/words", Model.COUNT, "[A-Za-z]+", prose),
                of("short/letters", Model.COUNT, "[aeiou]", prose),
                of(
                        "context/bounded",
                        Model.COUNT,
                        "[A-Za-z]{10}\\s+[\\s\\S]{0,100}Result[\\s\\S]{0,100}\\s+[A-Za-z]{10}",
                        prose));
    }

    private static SearchCase of(String name, Model model, String pattern, Text text) {
        return new SearchCase(name, model, new PatternSpec(pattern, false, false, false), text);
    }

    private static String accessLog(Random random, int lines) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            log.append(String.format(
                    Locale.ROOT,
                    "10.%d.%d.%d - %s [%02d/%s/2026:%02d:%02d:%02d +0000] \"%s /%s/%s?id=%d&sort_by=%s HTTP/1.1\" %d %s\n",
                    random.nextInt(256),
                    random.nextInt(256),
                    random.nextInt(256),
                    random.nextInt(4) == 0 ? word(random) : "-",
                    1 + random.nextInt(28),
                    "Jul",
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextInt(5) == 0 ? "POST" : "GET",
                    word(random),
                    word(random),
                    random.nextInt(1_000_000),
                    word(random),
                    random.nextInt(10) == 0 ? 404 : 200,
                    random.nextInt(10) == 0 ? "-" : Integer.toString(random.nextInt(100_000))));
        }
        return log.toString();
    }

    private static String source(Random random, int lines) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            source.append("    ".repeat(random.nextInt(3)));
            switch (random.nextInt(4)) {
                case 0 -> source.append("// ").append(word(random)).append(' ').append(word(random));
                case 1 ->
                    source.append("if (")
                            .append(word(random))
                            .append(" >= ")
                            .append(random.nextInt(100))
                            .append(" && ")
                            .append(word(random))
                            .append(") {");
                case 2 ->
                    source.append(word(random))
                            .append(".call(\"")
                            .append(word(random))
                            .append(" \\\"")
                            .append(word(random))
                            .append("\\\"\", ")
                            .append(random.nextInt(1000) / 10.0)
                            .append(");");
                default ->
                    source.append(word(random))
                            .append(" = ")
                            .append(word(random))
                            .append(" + ")
                            .append(random.nextInt(100))
                            .append(';');
            }
            source.append('\n');
        }
        return source.toString();
    }

    private static String prose(Random random, int words) {
        StringBuilder prose = new StringBuilder();
        for (int i = 0; i < words; i++) {
            prose.append(word(random)).append(i % 12 == 11 ? ".\n" : " ");
        }
        return prose.toString();
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
