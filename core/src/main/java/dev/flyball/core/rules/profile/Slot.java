package dev.flyball.core.rules.profile;

import dev.flyball.core.rules.profile.Recipe.Pump;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of the facts that a rule asks about, a field or what is under keys of one, with what is worth trying there. Grows
 * while a condition is read. For one thread.
 */
final class Slot {
    /** The most candidates. */
    private static final int MOST = 40;

    /** The most recipes that are tried between what a rule wants to be there. */
    private static final int MOST_BETWEEN = 6;

    /** Nothing at all. */
    record Absent() {
        @Override
        public String toString() {
            return "absent";
        }
    }

    static final Absent ABSENT = new Absent();

    /** A value that somebody gave, as it is. */
    record Given(Object value) {
        @Override
        public String toString() {
            return value instanceof String text ? Recipe.quoted(text) : Recipe.shortened(value.toString());
        }
    }

    /**
     * What stands in a slot.
     *
     * @param seed a {@link Recipe}, a {@link Given}, a number, an address, a Bool, or {@link #ABSENT}
     * @param many whether a list is as long as may be; otherwise it has one element
     */
    record Pick(Object seed, boolean many) {}

    final Field field;
    final List<String> keys;

    /** The type of a single value: of an element, where there are lists and maps. */
    final ValueType leaf;

    final boolean isSeveral;

    private final List<List<Object>> preferred = new ArrayList<>();
    private final List<List<Object>> others = new ArrayList<>();
    private final List<Object> given = new ArrayList<>();
    private String before = "";
    private String after = "";

    Slot(Field field, List<String> keys) {
        this.field = field;
        this.keys = keys;
        ValueType type = field.type();
        for (int i = 0; i < keys.size(); i++) {
            type = type.element();
        }
        this.isSeveral = type.isContainer();
        while (type.isContainer()) {
            type = type.element();
        }
        this.leaf = type;
    }

    /** What lets the rule look further, and what else to try. */
    void add(List<Object> better, List<Object> worse) {
        preferred.add(better.stream().filter(this::fits).toList());
        others.add(worse.stream().filter(this::fits).toList());
    }

    /** What the rule wants to be at the beginning, or somewhere, and at the end. */
    void addAround(String atBegin, String atEnd) {
        before += atBegin;
        after = atEnd + after;
    }

    /** What one of the rule's tests has here. */
    void addGiven(Facts facts) {
        Object value = facts.value(field);
        for (String key : keys) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        given.add(value == null ? ABSENT : new Given(value));
    }

    private boolean fits(Object seed) {
        return switch (leaf.kind()) {
            case BOOL -> seed instanceof Boolean;
            case INT -> seed instanceof Long;
            case BYTES -> seed instanceof Recipe;
            case IP -> seed instanceof IpAddress;
            case ARRAY, MAP -> false;
        };
    }

    /** What to try, the most promising first; never empty. */
    List<Pick> candidates() {
        Set<Object> seeds = new LinkedHashSet<>();
        Set<Object> all = byTurns(preferred);
        all.addAll(byTurns(others));
        if (!before.isEmpty() || !after.isEmpty()) {
            all.stream()
                    .filter(Pump.class::isInstance)
                    .limit(MOST_BETWEEN)
                    .forEach(pump -> seeds.add(((Pump) pump).between(before, after)));
            seeds.add(Pump.of("x").between(before, after));
        }
        seeds.addAll(all);
        switch (leaf.kind()) {
            case BOOL -> seeds.addAll(List.of(true, false));
            case INT -> seeds.addAll(List.of(0L, 1L, Long.MAX_VALUE));
            case IP -> seeds.addAll(List.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1")));
            default -> seeds.addAll(List.of(Pump.of("x"), Pump.of("%"), new Recipe.Fixed("")));
        }
        List<Pick> picks = new ArrayList<>();
        seeds.stream().limit(MOST).forEach(seed -> picks.add(new Pick(seed, isSeveral)));
        if (isSeveral) {
            picks.add(new Pick(picks.get(0).seed, false));
        }
        Set<Object> asGiven = new LinkedHashSet<>(given);
        asGiven.add(ABSENT);
        asGiven.forEach(value -> picks.add(new Pick(value, false)));
        return picks;
    }

    /** The first of each list, then the second of each, and so on: no part of the condition takes the place of another. */
    private static Set<Object> byTurns(List<List<Object>> lists) {
        Set<Object> all = new LinkedHashSet<>();
        boolean more = true;
        for (int i = 0; more && all.size() < MOST; i++) {
            more = false;
            for (List<Object> list : lists) {
                if (i < list.size()) {
                    all.add(list.get(i));
                    more = true;
                }
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return field.name()
                + keys.stream().map(key -> "[" + Recipe.quoted(key) + "]").collect(Collectors.joining());
    }
}
