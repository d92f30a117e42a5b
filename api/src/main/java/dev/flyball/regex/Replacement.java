package dev.flyball.regex;

import dev.flyball.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A replacement template, parsed: literal texts and group references by turns. */
final class Replacement {
    private final List<String> literals;
    private final int[] groups;
    private final int highestGroup;

    /** {@code literals.get(i)} stands before {@code groups[i]}; the last literal has no group behind it. */
    private Replacement(List<String> literals, List<Integer> groups) {
        this.literals = literals;
        this.groups = groups.stream().mapToInt(Integer::intValue).toArray();
        this.highestGroup = groups.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /**
     * Parses a template. A number takes as many digits as still name a group, so {@code $12} is group 1 and a 2 where
     * there is no group 12.
     */
    static Replacement parse(String template, int groupCount, Map<String, Integer> names, Meter meter) {
        meter.stride();
        meter.charge(template.length());
        List<String> literals = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c == '\\') {
                if (i + 1 == template.length()) {
                    throw malformed(template, i, "a \\ at the end escapes nothing: write \\\\");
                }
                literal.append(template.charAt(i + 1));
                i += 2;
                continue;
            }
            if (c != '$') {
                literal.append(c);
                i++;
                continue;
            }
            int end = i + 1;
            int group;
            if (end < template.length() && template.charAt(end) == '{') {
                int close = template.indexOf('}', end);
                if (close < 0) {
                    throw malformed(template, i, "the ${ is not closed by a }");
                }
                group = named(template, i, template.substring(end + 1, close), groupCount, names);
                end = close + 1;
            } else {
                if (end == template.length() || !isDigit(template.charAt(end))) {
                    throw malformed(template, i, "after $ comes a group number or {name}: write \\$ for a dollar sign");
                }
                group = template.charAt(end++) - '0';
                if (group > groupCount) {
                    throw noGroup(group, groupCount);
                }
                while (end < template.length() && isDigit(template.charAt(end))) {
                    int longer = group * 10 + template.charAt(end) - '0';
                    if (longer > groupCount) {
                        break;
                    }
                    group = longer;
                    end++;
                }
            }
            literals.add(literal.toString());
            literal.setLength(0);
            groups.add(group);
            i = end;
        }
        literals.add(literal.toString());
        return new Replacement(literals, groups);
    }

    private static int named(String template, int index, String name, int groupCount, Map<String, Integer> names) {
        Integer group = names.get(name);
        if (group != null) {
            return group;
        }
        if (!name.isEmpty() && name.length() <= 9 && name.chars().allMatch(c -> isDigit((char) c))) {
            int number = Integer.parseInt(name);
            if (number > groupCount) {
                throw noGroup(number, groupCount);
            }
            return number;
        }
        throw malformed(template, index, "there is no group \"" + name + "\": the pattern has " + names.keySet());
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException malformed(String template, int index, String what) {
        return new IllegalArgumentException("replacement \"" + template + "\", index " + index + ": " + what);
    }

    private static IndexOutOfBoundsException noGroup(int group, int groupCount) {
        return new IndexOutOfBoundsException("there is no group " + group + ": the pattern has " + groupCount);
    }

    /** The highest group number that the template uses; 0 if none. */
    int highestGroup() {
        return highestGroup;
    }

    /** Appends what stands for a match; each reference to a group is a step, also where the group took no part. */
    void appendTo(MeteredText result, String input, int[] slots, Meter meter) {
        for (int i = 0; i < groups.length; i++) {
            meter.charge(1);
            String literal = literals.get(i);
            result.append(literal, 0, literal.length());
            int start = slots[2 * groups[i]];
            if (start >= 0) {
                result.append(input, start, slots[2 * groups[i] + 1]);
            }
        }
        String last = literals.get(groups.length);
        result.append(last, 0, last.length());
    }
}
