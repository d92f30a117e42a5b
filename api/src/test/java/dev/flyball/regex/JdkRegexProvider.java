package dev.flyball.regex;

import dev.flyball.Meter;
import dev.flyball.spi.CompiledRegex;
import dev.flyball.spi.RegexProvider;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs patterns on {@code java.util.regex}, so that the API's own part can be tested by itself. */
public final class JdkRegexProvider implements RegexProvider {
    private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?<([a-z]+)>");

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public CompiledRegex compile(String pattern, RegexOptions options, Meter meter) {
        meter.stride();
        meter.charge(pattern.length());
        return new Jdk(Pattern.compile(pattern));
    }

    private record Jdk(Pattern pattern) implements CompiledRegex {
        private Matcher enter(String input, Meter meter) {
            meter.stride();
            meter.charge(input.length() + 1);
            return pattern.matcher(input).useTransparentBounds(true).useAnchoringBounds(false);
        }

        @Override
        public int groupCount() {
            return pattern.matcher("").groupCount();
        }

        /** Good for tests, where every group is named or none. */
        @Override
        public Map<String, Integer> groupNames() {
            Map<String, Integer> names = new LinkedHashMap<>();
            Matcher matcher = NAMED_GROUP.matcher(pattern.pattern());
            while (matcher.find()) {
                names.put(matcher.group(1), names.size() + 1);
            }
            return names;
        }

        @Override
        public int programSize() {
            return pattern.pattern().length();
        }

        @Override
        public CostBound cost() {
            return CostBound.linear(1, 1);
        }

        @Override
        public String explain() {
            return "java.util.regex";
        }

        @Override
        public boolean containsMatchIn(String input, Meter meter) {
            return enter(input, meter).find();
        }

        @Override
        public boolean matches(String input, Meter meter) {
            return enter(input, meter).matches();
        }

        @Override
        public boolean find(String input, int from, int[] slots, Meter meter) {
            Matcher matcher = enter(input, meter).region(from, input.length());
            if (!matcher.find()) {
                return false;
            }
            Arrays.fill(slots, -1);
            for (int group = 0; group < slots.length / 2 && group <= matcher.groupCount(); group++) {
                slots[2 * group] = matcher.start(group);
                slots[2 * group + 1] = matcher.end(group);
            }
            return true;
        }
    }
}
