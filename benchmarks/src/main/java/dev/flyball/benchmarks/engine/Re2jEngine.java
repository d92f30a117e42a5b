package dev.flyball.benchmarks.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.flyball.Meter;

/** RE2/J, whose syntax and answers are the ones that ours are held to. */
final class Re2jEngine implements Engine {
    @Override
    public String name() {
        return "RE2/J";
    }

    @Override
    public Searcher compile(PatternSpec pattern) {
        if (pattern.unicode() && pattern.hasPerlClass()) {
            throw new UnsupportedPatternException("classes are ASCII's only");
        }
        try {
            return new Compiled(
                    Pattern.compile(pattern.pattern(), pattern.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0));
        } catch (PatternSyntaxException e) {
            throw new UnsupportedPatternException(e);
        }
    }

    @Override
    public boolean learnsNothing() {
        return true;
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
