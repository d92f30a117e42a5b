package dev.flyball.regex;

import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * A match: where it and its groups start and end in the input, in chars. Immutable and thread-safe; it keeps a reference
 * to the input.
 *
 * <p>A group that took no part has start and end −1 and no text.
 */
public final class Match implements MatchResult {
    private final Regex regex;
    private final String input;
    private final int[] slots;
    private final int offset;

    /** A match whose starts and ends of all groups stand in the array from an offset on, where they are not changed. */
    Match(Regex regex, String input, int[] slots, int offset) {
        this.regex = regex;
        this.input = input;
        this.slots = slots;
        this.offset = offset;
    }

    @Override
    public int start() {
        return slots[offset];
    }

    /**
     * {@inheritDoc}
     *
     * @throws IndexOutOfBoundsException if the pattern has no such group
     */
    @Override
    public int start(int group) {
        return slots[offset + 2 * checked(group)];
    }

    /**
     * Where the named group starts, or −1.
     *
     * @throws IllegalArgumentException if the pattern has no such group
     */
    public int start(String name) {
        return slots[offset + 2 * number(name)];
    }

    @Override
    public int end() {
        return slots[offset + 1];
    }

    /**
     * {@inheritDoc}
     *
     * @throws IndexOutOfBoundsException if the pattern has no such group
     */
    @Override
    public int end(int group) {
        return slots[offset + 2 * checked(group) + 1];
    }

    /**
     * Where the named group ends, or −1.
     *
     * @throws IllegalArgumentException if the pattern has no such group
     */
    public int end(String name) {
        return slots[offset + 2 * number(name) + 1];
    }

    @Override
    public String group() {
        return input.substring(start(), end());
    }

    /**
     * The text of a group, or null if it took no part.
     *
     * @throws IndexOutOfBoundsException if the pattern has no such group
     */
    @Override
    public @Nullable String group(int group) {
        int start = start(group);
        return start < 0 ? null : input.substring(start, end(group));
    }

    /**
     * The text of the named group, or null if it took no part.
     *
     * @throws IllegalArgumentException if the pattern has no such group
     */
    public @Nullable String group(String name) {
        return group(number(name));
    }

    @Override
    public int groupCount() {
        return regex.groupCount();
    }

    /** The named groups of the pattern with their numbers. */
    public Map<String, Integer> namedGroups() {
        return regex.namedGroups();
    }

    /** Always true. */
    public boolean hasMatch() {
        return true;
    }

    private int checked(int group) {
        if (group < 0 || group > groupCount()) {
            throw new IndexOutOfBoundsException("there is no group " + group + ": the pattern has " + groupCount());
        }
        return group;
    }

    private int number(String name) {
        Integer group = regex.namedGroups().get(Objects.requireNonNull(name, "name"));
        if (group == null) {
            throw new IllegalArgumentException("there is no group \"" + name + "\": the pattern has "
                    + regex.namedGroups().keySet());
        }
        return group;
    }

    @Override
    public String toString() {
        return "Match[" + start() + ", " + end() + ")";
    }
}
