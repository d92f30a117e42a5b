package dev.flyball.benchmarks.corpus;

import dev.flyball.benchmarks.engine.Model;
import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One pattern over one text, and what is counted. */
public record SearchCase(String name, Model model, PatternSpec pattern, Text text) {
    /** All files of the rebar barometer that the corpus has. */
    public static List<SearchCase> rebar(Corpus corpus) {
        Map<String, Text> haystacks = new HashMap<>();
        List<SearchCase> cases = new ArrayList<>();
        for (String[] row : corpus.rows("rebar/benchmarks.tsv", 5)) {
            String flags = row[2];
            String pattern = corpus.text("rebar/" + row[3]);
            Text text = haystacks.computeIfAbsent(row[4], file -> Text.utf8(corpus.text("rebar/" + file)));
            cases.add(new SearchCase(
                    row[0],
                    Model.of(row[1]),
                    new PatternSpec(pattern, flags.contains("i"), flags.contains("u"), false),
                    text));
        }
        return cases;
    }

    /** The same case over the beginning of its text. */
    public SearchCase shortened(int chars) {
        String whole = text.string();
        return whole.length() <= chars
                ? this
                : new SearchCase(name, model, pattern, Text.utf8(whole.substring(0, chars)));
    }
}
