package dev.flyball.core.rules.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Random conditions over {@link Conditions#SCHEMA}, each with what it means: computed from the facts in the most naive way,
 * without any code of the rule language.
 */
public final class RandomConditions {
    /** How tightly a condition binds: or, xor, and, all else. */
    private static final int OR = 1;

    private static final int XOR = 2;
    private static final int AND = 3;
    private static final int SIMPLE = 4;

    /** Facts as a host gives them: strings are text. */
    public interface Meaning<T> extends Function<Map<String, Object>, T> {}

    public record Bool(String text, int binding, Meaning<Boolean> meaning) {}

    record Bools(String text, int binding, Meaning<List<Boolean>> meaning) {}

    /** Null if absent. Bytes are strings of one char a byte. */
    record Value(String text, Meaning<Object> meaning) {}

    /** Null if what the values are in is absent. */
    record Values(String text, Meaning<List<Object>> meaning) {}

    private final Random random;
    private final RandomAtoms atoms;
    private final RandomComparisons comparisons;

    public RandomConditions(Random random) {
        this.random = random;
        this.atoms = new RandomAtoms(random);
        this.comparisons = new RandomComparisons(random, atoms);
    }

    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        maybe(facts, "t", true);
        maybe(facts, "f", false);
        maybe(facts, "n", atoms.integer());
        maybe(facts, "s", atoms.text());
        maybe(facts, "s2", atoms.text());
        maybe(facts, "ip", atoms.address());
        maybe(facts, "as", list(atoms::text));
        maybe(facts, "ai", list(atoms::integer));
        maybe(facts, "ab", list(random::nextBoolean));
        maybe(facts, "ms", map(atoms::text));
        maybe(facts, "mas", map(() -> list(atoms::text)));
        maybe(facts, "aas", list(() -> list(atoms::text)));
        return facts;
    }

    private void maybe(Map<String, Object> facts, String field, Object value) {
        if (random.nextInt(5) > 0) {
            facts.put(field, value);
        }
    }

    private <T> List<T> list(java.util.function.Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(4)).toList();
    }

    private <T> Map<String, T> map(java.util.function.Supplier<T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        for (String key : List.of("k", "l", "é")) {
            if (random.nextBoolean()) {
                map.put(key, value.get());
            }
        }
        return map;
    }

    // Conditions

    public Bool condition(int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(6);
        return switch (kind) {
            case 0, 1 -> logical(depth);
            case 2 -> {
                Bool operand = condition(depth - 1);
                String not = atoms.pick("not ", "!", "! ");
                yield new Bool(
                        not + enclosed(operand.text, operand.binding < SIMPLE),
                        SIMPLE,
                        facts -> !operand.meaning.apply(facts));
            }
            case 4, 5 -> quantified(depth);
            default -> predicate(depth);
        };
    }

    private String enclosed(String text, boolean needed) {
        return needed || random.nextInt(6) == 0 ? "(" + atoms.pick("", " ", "\n") + text + ")" : text;
    }

    private Bool logical(int depth) {
        int binding = atoms.pick(OR, XOR, AND);
        List<Bool> operands = Stream.generate(() -> condition(depth - 1))
                .limit(2 + random.nextInt(2))
                .toList();
        return new Bool(
                joined(
                        binding,
                        operands.stream()
                                .map(o -> enclosed(o.text, o.binding <= binding))
                                .toList()),
                binding,
                facts -> fold(
                        binding,
                        operands.stream().map(o -> o.meaning.apply(facts)).toList()));
    }

    private String joined(int binding, List<String> operands) {
        StringBuilder text = new StringBuilder(operands.get(0));
        for (String operand : operands.subList(1, operands.size())) {
            String operator = switch (binding) {
                case OR -> atoms.pick(" or ", "||", " || ");
                case XOR -> atoms.pick(" xor ", "^^");
                default -> atoms.pick(" and ", " && ", " and # comment\n");
            };
            text.append(operator).append(operand);
        }
        return text.toString();
    }

    private static boolean fold(int binding, List<Boolean> bits) {
        return switch (binding) {
            case OR -> bits.contains(true);
            case XOR -> Collections.frequency(bits, true) % 2 == 1;
            default -> !bits.contains(false);
        };
    }

    private Bool predicate(int depth) {
        if (random.nextInt(6) == 0) {
            String field = atoms.pick("t", "f", "ab[0]", "b");
            return new Bool(
                    field,
                    SIMPLE,
                    facts -> Boolean.TRUE.equals(
                            field.equals("ab[0]") ? element(facts.get("ab"), 0) : facts.get(field)));
        }
        if (random.nextInt(8) == 0) {
            Value a = bytes(depth);
            Value b = bytes(0);
            boolean end = random.nextBoolean();
            return new Bool((end ? "ends_with(" : "starts_with(") + a.text + ", " + b.text + ")", SIMPLE, facts -> {
                Object x = a.meaning.apply(facts);
                Object y = b.meaning.apply(facts);
                return x != null
                        && y != null
                        && (end ? ((String) x).endsWith((String) y) : ((String) x).startsWith((String) y));
            });
        }
        int type = random.nextInt(3);
        Value value =
                type == 0 ? integers(depth) : type == 1 ? bytes(depth) : new Value("ip", facts -> facts.get("ip"));
        RandomComparisons.Comparison comparison =
                type == 0 ? comparisons.ofInteger() : type == 1 ? comparisons.ofBytes() : comparisons.ofAddress();
        return new Bool(value.text + comparison.text(), SIMPLE, facts -> {
            Object actual = value.meaning.apply(facts);
            return actual == null ? comparison.isNotEqual() : comparison.holds().test(actual);
        });
    }

    private Bool quantified(int depth) {
        Bools array = bools(depth - 1);
        boolean simple = array.binding == SIMPLE;
        String text = enclosed(array.text, !simple);
        return random.nextBoolean()
                ? new Bool(
                        "any(" + text + ")",
                        SIMPLE,
                        facts -> array.meaning.apply(facts).contains(true))
                : new Bool(
                        "all( " + text + " )",
                        SIMPLE,
                        facts -> !array.meaning.apply(facts).contains(false));
    }

    private Bools bools(int depth) {
        int kind = depth <= 0 ? 2 : random.nextInt(5);
        if (kind == 0) {
            int binding = atoms.pick(OR, XOR, AND);
            List<Bools> operands = Stream.generate(() -> bools(depth - 1))
                    .limit(2 + random.nextInt(2))
                    .toList();
            return new Bools(
                    joined(
                            binding,
                            operands.stream()
                                    .map(o -> enclosed(o.text, o.binding <= binding))
                                    .toList()),
                    binding,
                    facts -> {
                        List<List<Boolean>> all = operands.stream()
                                .map(o -> o.meaning.apply(facts))
                                .toList();
                        int length = all.stream().mapToInt(List::size).min().orElseThrow();
                        List<Boolean> result = new ArrayList<>();
                        for (int i = 0; i < length; i++) {
                            int at = i;
                            result.add(fold(
                                    binding, all.stream().map(o -> o.get(at)).toList()));
                        }
                        return result;
                    });
        }
        if (kind == 1) {
            Bools operand = bools(depth - 1);
            return new Bools(
                    "not " + enclosed(operand.text, operand.binding < SIMPLE),
                    SIMPLE,
                    facts -> operand.meaning.apply(facts).stream()
                            .map(bit -> !bit)
                            .toList());
        }
        if (kind == 4) {
            return new Bools(
                    atoms.pick("ab", "ab[*]"),
                    SIMPLE,
                    facts -> orEmpty(facts.get("ab")).stream()
                            .map(bit -> (Boolean) bit)
                            .toList());
        }
        boolean ofBytes = random.nextInt(3) > 0;
        Values values = ofBytes ? manyBytes(depth) : new Values("ai[*]", facts -> cast(facts.get("ai")));
        RandomComparisons.Comparison comparison = ofBytes ? comparisons.ofBytes() : comparisons.ofInteger();
        return new Bools(values.text + comparison.text(), SIMPLE, facts -> {
            List<Boolean> result = new ArrayList<>();
            for (Object value : orEmpty(values.meaning.apply(facts))) {
                result.add(comparison.holds().test(value));
            }
            return result;
        });
    }

    private static List<?> orEmpty(Object list) {
        return list == null ? List.of() : (List<?>) list;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> cast(Object list) {
        return (List<Object>) list;
    }

    // Values

    private Value integers(int depth) {
        if (random.nextInt(3) > 0) {
            return new Value("n", facts -> facts.get("n"));
        }
        if (random.nextBoolean()) {
            return new Value(
                    "len(as)",
                    facts -> facts.get("as") == null
                            ? null
                            : (long) orEmpty(facts.get("as")).size());
        }
        Value bytes = bytes(depth);
        return new Value("len(" + bytes.text + ")", facts -> {
            Object value = bytes.meaning.apply(facts);
            return value == null ? null : (long) ((String) value).length();
        });
    }

    private Value bytes(int depth) {
        int kind = depth <= 0 ? random.nextInt(5) : random.nextInt(9);
        return switch (kind) {
            case 0, 1 -> new Value("s", facts -> RandomAtoms.utf8(facts.get("s")));
            case 2 -> new Value("ms[\"k\"]", facts -> RandomAtoms.utf8(entry(facts.get("ms"), "k")));
            case 3 -> new Value("as[1]", facts -> RandomAtoms.utf8(element(facts.get("as"), 1)));
            case 4 -> new Value("mas[\"é\"][0]", facts -> RandomAtoms.utf8(element(entry(facts.get("mas"), "é"), 0)));
            case 5 -> applied("lower", bytes(depth - 1));
            case 6 -> applied("upper", bytes(depth - 1));
            case 7 -> {
                Value value = bytes(depth - 1);
                yield new Value("substring(" + value.text + ", 1, -1)", facts -> {
                    String text = (String) value.meaning.apply(facts);
                    return text == null ? null : text.length() < 2 ? "" : text.substring(1, text.length() - 1);
                });
            }
            default -> {
                Value a = bytes(depth - 1);
                Value b = bytes(depth - 1);
                yield new Value("concat(" + a.text + "," + b.text + ")", facts -> {
                    Object x = a.meaning.apply(facts);
                    Object y = b.meaning.apply(facts);
                    return x == null ? y : y == null ? x : x + (String) y;
                });
            }
        };
    }

    private static Value applied(String function, Value value) {
        return new Value(function + "(" + value.text + ")", facts -> changed(function, value.meaning.apply(facts)));
    }

    private static Object changed(String function, Object value) {
        if (value == null) {
            return null;
        }
        StringBuilder changed = new StringBuilder();
        for (char c : ((String) value).toCharArray()) {
            String one = String.valueOf(c);
            changed.append(
                    c > 0x7f
                            ? one
                            : function.equals("lower") ? one.toLowerCase(Locale.ROOT) : one.toUpperCase(Locale.ROOT));
        }
        return changed.toString();
    }

    private Values manyBytes(int depth) {
        int kind = depth <= 0 ? random.nextInt(6) : random.nextInt(8);
        return switch (kind) {
            case 0 -> new Values("as[*]", facts -> utf8All(facts.get("as")));
            case 1 -> new Values("ms[*]", facts -> utf8All(values(facts.get("ms"))));
            case 2 -> new Values("mas[\"k\"][*]", facts -> utf8All(entry(facts.get("mas"), "k")));
            case 3 -> new Values("mas[*][*]", facts -> flat(values(facts.get("mas"))));
            case 4 -> new Values("aas[*][*]", facts -> flat(facts.get("aas")));
            case 5 ->
                new Values("mas[*][1]", facts -> {
                    List<Object> result = new ArrayList<>();
                    for (Object list : orEmpty(values(facts.get("mas")))) {
                        if (element(list, 1) != null) {
                            result.add(RandomAtoms.utf8(element(list, 1)));
                        }
                    }
                    return facts.get("mas") == null ? null : result;
                });
            default -> {
                Values values = manyBytes(depth - 1);
                String function = atoms.pick("lower", "upper");
                yield new Values(function + "(" + values.text + ")[*]", facts -> {
                    List<Object> list = values.meaning.apply(facts);
                    return list == null
                            ? null
                            : list.stream()
                                    .map(value -> changed(function, value))
                                    .toList();
                });
            }
        };
    }

    private static List<Object> utf8All(Object texts) {
        return texts == null
                ? null
                : orEmpty(texts).stream().map(RandomAtoms::utf8).toList();
    }

    private static List<Object> flat(Object lists) {
        return lists == null
                ? null
                : orEmpty(lists).stream()
                        .flatMap(list -> utf8All(list).stream())
                        .toList();
    }

    private static Object values(Object map) {
        return map == null ? null : new ArrayList<>(((Map<?, ?>) map).values());
    }

    private static Object entry(Object map, String key) {
        return map == null ? null : ((Map<?, ?>) map).get(key);
    }

    private static Object element(Object list, int index) {
        return list == null || index >= ((List<?>) list).size() ? null : ((List<?>) list).get(index);
    }
}
