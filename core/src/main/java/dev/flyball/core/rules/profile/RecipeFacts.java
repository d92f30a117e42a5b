package dev.flyball.core.rules.profile;

import dev.flyball.core.rules.profile.Slot.Given;
import dev.flyball.core.rules.profile.Slot.Pick;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts that are made when a rule asks for them, as large as the limits allow, so that no more than their recipes has to be
 * kept. Immutable. Evaluations treat them as a host's own, whose texts they look through.
 */
final class RecipeFacts implements Facts {
    private final Schema schema;
    private final FactLimits limits;
    private final Map<Slot, Pick> picks;
    private final Texts texts;

    /** Makes the text of a recipe. */
    interface Texts {
        String text(Recipe recipe, int length);
    }

    RecipeFacts(Schema schema, FactLimits limits, Map<Slot, Pick> picks, Texts texts) {
        this.schema = schema;
        this.limits = limits;
        this.picks = Collections.unmodifiableMap(new LinkedHashMap<>(picks));
        this.texts = texts;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Object value(Field field) {
        List<Slot> slots = new ArrayList<>();
        picks.forEach((slot, pick) -> {
            if (slot.field.index() == field.index() && !pick.seed().equals(Slot.ABSENT)) {
                slots.add(slot);
            }
        });
        if (slots.isEmpty()) {
            return null;
        }
        return value(field, field.type(), slots, 0, limits.maxElements(field));
    }

    /**
     * What a field has under the first keys of these slots.
     *
     * @param slots at least one, whose keys are the same so far
     */
    private Object value(Field field, ValueType type, List<Slot> slots, int depth, int most) {
        Slot first = slots.get(0);
        if (first.keys.size() == depth) {
            Pick pick = Objects.requireNonNull(picks.get(first));
            return pick.seed() instanceof Given given ? given.value() : value(field, type, pick, most);
        }
        Map<String, List<Slot>> byKey = new LinkedHashMap<>();
        for (Slot slot : slots) {
            if (slot.keys.size() > depth) {
                byKey.computeIfAbsent(slot.keys.get(depth), any -> new ArrayList<>())
                        .add(slot);
            }
        }
        Map<String, Object> map = new LinkedHashMap<>();
        int each = Math.max(0, most - byKey.size()) / byKey.size();
        byKey.forEach((key, under) -> {
            if (map.size() < most) {
                map.put(key, value(field, type.element(), under, depth + 1, each));
            }
        });
        return map;
    }

    private Object value(Field field, ValueType type, Pick pick, int most) {
        if (!type.isContainer()) {
            return pick.seed() instanceof Recipe recipe ? texts.text(recipe, limits.maxLength(field)) : pick.seed();
        }
        // Lists of lists: one that has all elements.
        boolean inner = type.element().isContainer();
        int count = Math.min(most, inner || !pick.many() ? 1 : most);
        if (count == 0) {
            return type.kind() == ValueType.Kind.ARRAY ? List.of() : Map.of();
        }
        Object element = value(field, type.element(), pick, most - 1);
        if (type.kind() == ValueType.Kind.ARRAY) {
            return Collections.nCopies(count, element);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put("k" + i, element);
        }
        return map;
    }

    /** In words: each field, and what it has. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        picks.forEach((slot, pick) -> {
            if (pick.seed().equals(Slot.ABSENT)) {
                return;
            }
            String what = pick.seed().toString();
            if (pick.seed() instanceof Recipe recipe && !(recipe instanceof Recipe.Fixed)) {
                what = String.format(Locale.ROOT, "%,d bytes, %s", limits.maxLength(slot.field), what);
            }
            parts.add(slot + (pick.many() ? ", as many as may be: " : ": ") + what);
        });
        return parts.isEmpty() ? "nothing" : String.join("; ", parts);
    }
}
