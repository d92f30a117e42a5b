package dev.flyball.benchmarks.engine;

import dev.flyball.Meter;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.safere.Matcher;
import org.safere.Pattern;
import org.safere.PatternSet;

/** SafeRE: linear-time automata with the syntax of <code>java.util.regex</code>; caches for each thread. */
public final class SafeReEngine implements Engine {
    @Override
    public String name() {
        return "SafeRE";
    }

    @Override
    public Searcher compile(PatternSpec pattern) {
        int flags = 0;
        if (pattern.ignoreCase()) {
            flags |= Pattern.CASE_INSENSITIVE | (pattern.unicode() ? Pattern.UNICODE_CASE : 0);
        }
        if (pattern.unicode() && pattern.hasPerlClass()) {
            flags |= Pattern.UNICODE_CHARACTER_CLASS;
        }
        try {
            return new Compiled(Pattern.compile(pattern.pattern(), flags));
        } catch (PatternSyntaxException e) {
            throw new UnsupportedPatternException(e);
        }
    }

    @Override
    public boolean hasSets() {
        return true;
    }

    @Override
    public String setName() {
        return "SafeRE PatternSet";
    }

    /** Each call builds its automaton anew. */
    @Override
    public boolean setLearnsNothing() {
        return true;
    }

    @Override
    public SetSearcher compileSet(List<PatternSpec> patterns) {
        PatternSet.Builder builder = new PatternSet.Builder(PatternSet.Anchor.UNANCHORED);
        try {
            patterns.forEach(pattern -> builder.add(pattern.pattern()));
            PatternSet set = builder.compile();
            return (text, meter, into) -> {
                for (int id : set.match(text.string())) {
                    into.set(id);
                }
            };
        } catch (PatternSyntaxException e) {
            throw new UnsupportedPatternException(e);
        }
    }

    private record Compiled(Pattern pattern) implements Searcher {
        @Override
        public boolean contains(Text text, Meter meter) {
            return pattern.matcher(text.string()).find();
        }

        @Override
        public long count(Model model, Text text, Meter meter) {
            Matcher matcher = pattern.matcher(text.string());
            long count = 0;
            switch (model) {
                case COUNT -> {
                    while (matcher.find()) {
                        count++;
                    }
                }
                case COUNT_SPANS -> {
                    while (matcher.find()) {
                        count += matcher.end() - matcher.start();
                    }
                }
                case COUNT_CAPTURES -> {
                    while (matcher.find()) {
                        for (int group = 0; group <= matcher.groupCount(); group++) {
                            if (matcher.start(group) >= 0) {
                                count++;
                            }
                        }
                    }
                }
            }
            return count;
        }
    }
}
