package dev.flyball.benchmarks.engine;

import dev.flyball.Meter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The JDK's own engine. It backtracks, and takes <code>$</code> to match before a last line terminator too. */
final class JavaRegexEngine implements Engine {
    @Override
    public String name() {
        return "java.util.regex";
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
