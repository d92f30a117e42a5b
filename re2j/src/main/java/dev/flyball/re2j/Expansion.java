package dev.flyball.re2j;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large RE2/J's program for a pattern can become, from its text alone: RE2/J expands counted repetitions without any
 * limit, so this has to be known before it is asked. The text is known to be well formed.
 */
final class Expansion {
    private static final long MOST = Long.MAX_VALUE / 4;

    private final String pattern;
    private final Deque<Level> open = new ArrayDeque<>();
    private Level level = new Level(0);
    private int groups;
    private int at;

    private final long instructions;
    private final int highestGroup;

    /** What is read so far of one pair of parentheses, and the last part of it, to which a repetition applies. */
    private static final class Level {
        final int group;
        long size;
        int highestGroup;
        long lastSize;
        int lastGroup;

        Level(int group) {
            this.group = group;
        }

        void part(long partSize, int partGroup) {
            finishLast();
            lastSize = Math.min(MOST, partSize);
            lastGroup = partGroup;
        }

        void finishLast() {
            size = Math.min(MOST, size + lastSize);
            highestGroup = Math.max(highestGroup, lastGroup);
            lastSize = 0;
            lastGroup = 0;
        }
    }

    private Expansion(String pattern) {
        this.pattern = pattern;
        while (at < pattern.length()) {
            readOne();
        }
        level.finishLast();
        this.instructions = Math.min(MOST, level.size + 4);
        this.highestGroup = level.highestGroup;
    }

    static Expansion of(String pattern) {
        return new Expansion(pattern);
    }

    /** No fewer than the instructions of RE2/J's program; saturates. */
    long instructions() {
        return instructions;
    }

    /**
     * The highest group that is in the program at all: a group in {@code x{0}} is not, and RE2/J reports those above the
     * highest one as empty where they should have no place.
     */
    int highestGroup() {
        return highestGroup;
    }

    private void readOne() {
        char c = pattern.charAt(at);
        switch (c) {
            case '\\' -> readEscape();
            case '[' -> {
                at = endOfClass(at);
                level.part(1, 0);
            }
            case '(' -> readOpen();
            case ')' -> {
                at++;
                Level closed = level;
                closed.finishLast();
                level = open.pop();
                level.part(closed.size + 3, Math.max(closed.group, closed.highestGroup));
            }
            case '|' -> {
                at++;
                level.part(2, 0);
            }
            case '*', '+', '?' -> {
                at++;
                level.lastSize = Math.min(MOST, level.lastSize + 2);
            }
            case '{' -> readRepetition();
            default -> {
                at++;
                level.part(1, 0);
            }
        }
    }

    private void readEscape() {
        char escaped = pattern.charAt(at + 1);
        if (escaped == 'Q') {
            int end = pattern.indexOf("\\E", at);
            int to = end < 0 ? pattern.length() : end;
            for (int i = at + 2; i < to; i++) {
                level.part(1, 0);
            }
            at = end < 0 ? to : end + 2;
            return;
        }
        at += 2;
        if ((escaped == 'x' || escaped == 'p' || escaped == 'P') && pattern.startsWith("{", at)) {
            at = pattern.indexOf('}', at) + 1;
        }
        level.part(1, 0);
    }

    /** The index after a class: a ] that stands first is a member, and so is one in [:name:] or after a \. */
    private int endOfClass(int start) {
        int i = start + 1;
        if (pattern.charAt(i) == '^') {
            i++;
        }
        boolean first = true;
        while (first || pattern.charAt(i) != ']') {
            first = false;
            if (pattern.charAt(i) == '\\') {
                i += 2;
            } else if (pattern.startsWith("[:", i) && pattern.indexOf(":]", i + 2) >= 0) {
                i = pattern.indexOf(":]", i + 2) + 2;
            } else {
                i++;
            }
        }
        return i + 1;
    }

    private void readOpen() {
        int group = 0;
        if (!pattern.startsWith("(?", at)) {
            group = ++groups;
            at++;
        } else if (pattern.startsWith("(?P<", at) || pattern.startsWith("(?<", at)) {
            group = ++groups;
            at = pattern.indexOf('>', at) + 1;
        } else {
            at += 2;
            while (pattern.charAt(at) != ':' && pattern.charAt(at) != ')') {
                at++;
            }
            boolean flagsOnly = pattern.charAt(at++) == ')';
            if (flagsOnly) {
                return;
            }
        }
        open.push(level);
        level = new Level(group);
    }

    private void readRepetition() {
        int close = pattern.indexOf('}', at);
        String bounds = close < 0 ? "" : pattern.substring(at + 1, close);
        int comma = bounds.indexOf(',');
        long min = number(comma < 0 ? bounds : bounds.substring(0, comma));
        long max = comma < 0 || comma == bounds.length() - 1 ? min : number(bounds.substring(comma + 1));
        if (min < 0 || max < 0) {
            at++;
            level.part(1, 0);
            return;
        }
        at = close + 1;
        boolean dropped = max == 0 && comma != bounds.length() - 1;
        if (dropped) {
            level.lastGroup = 0;
        }
        // One instruction more for each optional copy, and for the loop of x{n,}.
        long copies = Math.max(1, max);
        long copy = Math.min(level.lastSize + 1, MOST);
        level.lastSize = copy > MOST / copies ? MOST : copy * copies + 2;
    }

    /** The number that the text is, or −1. */
    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return Long.parseLong(digits);
    }
}
