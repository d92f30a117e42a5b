package dev.flyball.benchmarks.engine;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.regex.Match;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import dev.flyball.regex.RegexSyntaxException;
import java.util.List;

/** Our own engine, through the public API. */
final class FlyballEngine implements Engine {
    private final String name;
    private final boolean bytes;

    FlyballEngine(String name, boolean bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Searcher compile(PatternSpec pattern) {
        try {
            return new Compiled(Regex.compile(pattern.pattern(), options(pattern)));
        } catch (RegexSyntaxException | BudgetExceededException e) {
            throw new UnsupportedPatternException(e);
        }
    }

    @Override
    public boolean hasSets() {
        return true;
    }

    @Override
    public SetSearcher compileSet(List<PatternSpec> patterns) {
        List<String> texts = patterns.stream().map(PatternSpec::pattern).toList();
        RegexOptions options = options(patterns.get(0));
        try {
            RegexSet set = RegexSet.compile(texts, options);
            return (text, meter, into) -> set.matches(text.string(), meter, into);
        } catch (RegexSyntaxException | BudgetExceededException e) {
            throw new UnsupportedPatternException(e);
        }
    }

    private RegexOptions options(PatternSpec pattern) {
        if (bytes && !pattern.latin1()) {
            throw new UnsupportedPatternException("byte mode is for inputs of one byte a char");
        }
        return RegexOptions.builder()
                .caseInsensitive(pattern.ignoreCase())
                .unicodeClasses(pattern.unicode())
                .bytes(bytes)
                .build();
    }

    private record Compiled(Regex regex) implements Searcher {
        @Override
        public boolean contains(Text text, Meter meter) {
            return regex.containsMatchIn(text.string(), meter);
        }

        @Override
        public long count(Model model, Text text, Meter meter) {
            return switch (model) {
                case COUNT -> {
                    Sum count = new Sum();
                    regex.forEachSpan(text.string(), (start, end) -> count.add(1), meter);
                    yield count.value;
                }
                case COUNT_SPANS -> {
                    Sum spans = new Sum();
                    regex.forEachSpan(text.string(), (start, end) -> spans.add(end - start), meter);
                    yield spans.value;
                }
                case COUNT_CAPTURES -> captures(regex.findAll(text.string(), meter));
            };
        }

        private static final class Sum {
            long value;

            boolean add(long more) {
                value += more;
                return true;
            }
        }

        private static long captures(List<Match> matches) {
            long captures = 0;
            for (Match match : matches) {
                for (int group = 0; group <= match.groupCount(); group++) {
                    if (match.start(group) >= 0) {
                        captures++;
                    }
                }
            }
            return captures;
        }
    }
}
