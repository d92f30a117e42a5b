package dev.flyball.benchmarks.engine;

import dev.flyball.Meter;
import java.nio.charset.StandardCharsets;
import org.jcodings.Encoding;
import org.jcodings.specific.ISO8859_1Encoding;
import org.jcodings.specific.UTF8Encoding;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Regex;
import org.joni.Region;
import org.joni.Syntax;
import org.joni.exception.JOniException;
import org.jspecify.annotations.Nullable;

/** joni, JRuby's engine: it backtracks, over bytes; its inputs are encoded beforehand. */
final class JoniEngine implements Engine {
    @Override
    public String name() {
        return "joni";
    }

    @Override
    public Searcher compile(PatternSpec pattern) {
        Encoding encoding = pattern.latin1() ? ISO8859_1Encoding.INSTANCE : UTF8Encoding.INSTANCE;
        byte[] bytes =
                pattern.pattern().getBytes(pattern.latin1() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        int options =
                (pattern.ignoreCase() ? Option.IGNORECASE : 0) | (pattern.unicode() ? Option.NONE : Option.ASCII_RANGE);
        try {
            return new Compiled(new Regex(bytes, 0, bytes.length, options, encoding, Syntax.Perl));
        } catch (JOniException e) {
            throw new UnsupportedPatternException(e);
        }
    }

    @Override
    public boolean countsBytes() {
        return true;
    }

    @Override
    public boolean learnsNothing() {
        return true;
    }

    private record Compiled(Regex regex) implements Searcher {
        @Override
        public boolean contains(Text text, Meter meter) {
            byte[] bytes = text.bytes();
            return regex.matcherNoRegion(bytes).search(0, bytes.length, Option.NONE) >= 0;
        }

        @Override
        public long count(Model model, Text text, Meter meter) {
            byte[] bytes = text.bytes();
            Matcher matcher = model == Model.COUNT_CAPTURES ? regex.matcher(bytes) : regex.matcherNoRegion(bytes);
            long count = 0;
            int at = 0;
            while (at <= bytes.length && matcher.search(at, bytes.length, Option.NONE) >= 0) {
                int start = matcher.getBegin();
                int end = matcher.getEnd();
                count += switch (model) {
                    case COUNT -> 1;
                    case COUNT_SPANS -> end - start;
                    case COUNT_CAPTURES -> 1 + groups(matcher.getRegion());
                };
                at = end > start ? end : next(bytes, end);
            }
            return count;
        }

        /** The region is null for a pattern without groups. */
        private static int groups(@Nullable Region region) {
            int groups = 0;
            if (region != null) {
                for (int group = 1; group < region.getNumRegs(); group++) {
                    if (region.getBeg(group) >= 0) {
                        groups++;
                    }
                }
            }
            return groups;
        }

        private int next(byte[] bytes, int at) {
            return at < bytes.length ? at + regex.getEncoding().length(bytes, at, bytes.length) : at + 1;
        }
    }
}
