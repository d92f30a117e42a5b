package dev.flyball.core.rules.profile;

import dev.flyball.core.rules.function.Function;
import dev.flyball.core.rules.profile.Recipe.Fixed;
import dev.flyball.core.rules.profile.Recipe.Pump;
import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a condition for what it asks about, and collects for each place what is worth trying: what makes the operands of an
 * {@code and} true and those of an {@code or} false, so that none of them ends the work; and what keeps each operand busy.
 * It recurses as deep as conditions nest. For one thread, for one rule.
 */
final class SlotFinder {
    private final Map<List<Object>, Slot> slots = new LinkedHashMap<>();
    private final TestSeeds tests;
    private final CallSeeds calls;

    private SlotFinder(RegexTrials trials) {
        this.tests = new TestSeeds(trials);
        this.calls = new CallSeeds(trials);
    }

    /** The slots of a condition, in the order in which it asks for them. */
    static List<Slot> of(Typed.Expression condition, RegexTrials trials) {
        SlotFinder finder = new SlotFinder(trials);
        finder.read(condition, false);
        return List.copyOf(finder.slots.values());
    }

    private void read(Typed.Expression expression, boolean wanted) {
        if (expression instanceof Typed.Logical logical) {
            for (Typed.Expression operand : logical.operands()) {
                read(operand, logical.kind() != Typed.LogicalKind.OR);
            }
        } else if (expression instanceof Typed.Not not) {
            read(not.operand(), !wanted);
        } else if (expression instanceof Typed.Quantified quantified) {
            read(quantified.array(), quantified.every());
        } else {
            Typed.Predicate predicate = (Typed.Predicate) expression;
            TestSeeds.Seeds seeds = tests.of(predicate.test());
            assign(predicate.value(), wanted ? seeds : seeds.swapped());
        }
    }

    private void assign(Typed.Value value, TestSeeds.Seeds seeds) {
        if (value instanceof Typed.FieldValue field) {
            add(field.field(), List.of(), seeds);
        } else if (value instanceof Typed.Place place) {
            assign(place, seeds);
        } else if (value instanceof Typed.Call call) {
            assign(call, seeds);
        }
    }

    private void assign(Typed.Place place, TestSeeds.Seeds seeds) {
        if (place.container() instanceof Typed.FieldValue field) {
            List<String> keys = new ArrayList<>();
            for (Path.Step step : place.steps()) {
                if (!(step instanceof Path.Key key)) {
                    break;
                }
                keys.add(key.key());
            }
            add(field.field(), keys, seeds);
        } else if (place.container() instanceof Typed.Call call) {
            int index = place.steps().get(0) instanceof Path.Index at ? at.index() : 0;
            assign(call, seeds.mapped(seed -> CallSeeds.asElement(call, index, seed)));
        }
    }

    private void assign(Typed.Call call, TestSeeds.Seeds seeds) {
        Function function = call.function();
        List<Object> own = calls.of(call);
        TestSeeds.Seeds inner = isAffix(function) && call.arguments().get(1) instanceof Typed.Constant constant
                ? ofAffix(function.name().equals("ends_with"), (String) constant.value(), seeds)
                : seeds.mapped(seed -> CallSeeds.asArgument(call, seed));
        for (Typed.Value argument : call.arguments()) {
            assign(argument, inner.and(own));
        }
    }

    private static boolean isAffix(Function function) {
        return function.name().equals("starts_with") || function.name().equals("ends_with");
    }

    /** Of {@code starts_with} and {@code ends_with}: whether they should be true is told by what is better for the Bool. */
    private static TestSeeds.Seeds ofAffix(boolean isSuffix, String affix, TestSeeds.Seeds bool) {
        boolean wanted = bool.better().contains(true);
        List<Object> with = List.of(
                isSuffix ? Pump.of("x").between("", affix) : Pump.of("x").between(affix, ""));
        String other = affix.isEmpty() ? "" : affix.substring(0, affix.length() - 1);
        List<Object> without = List.of(Pump.of("x"), new Fixed(isSuffix ? "\u0001" + other : other + "\u0001"));
        TestSeeds.Seeds seeds = new TestSeeds.Seeds(with, without, isSuffix ? "" : affix, isSuffix ? affix : "");
        return wanted ? seeds : seeds.swapped();
    }

    private void add(Field field, List<String> keys, TestSeeds.Seeds seeds) {
        List<Object> place = new ArrayList<>(keys);
        place.add(0, field);
        Slot slot = slots.computeIfAbsent(place, any -> new Slot(field, List.copyOf(keys)));
        slot.add(seeds.better(), seeds.worse());
        slot.addAround(seeds.before(), seeds.after());
    }
}
