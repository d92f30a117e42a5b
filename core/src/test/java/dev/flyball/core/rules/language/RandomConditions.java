package dev.flyball.core.rules.language;

import dev.flyball.rules.IpAddress;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    record Comparison(String text, Predicate<Object> holds, boolean isNotEqual) {}

    private final Random random;

    public RandomConditions(Random random) {
        this.random = random;
    }

    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        maybe(facts, "t", true);
        maybe(facts, "f", false);
        maybe(facts, "n", integer());
        maybe(facts, "s", text());
        maybe(facts, "s2", text());
        maybe(facts, "ip", address());
        maybe(facts, "as", list(this::text));
        maybe(facts, "ai", list(this::integer));
        maybe(facts, "ab", list(random::nextBoolean));
        maybe(facts, "ms", map(this::text));
        maybe(facts, "mas", map(() -> list(this::text)));
        maybe(facts, "aas", list(() -> list(this::text)));
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

    private String text() {
        return Stream.generate(() -> pick("a", "b", "A", "é", "\"", "\\", "*", "[", "#"))
                .limit(random.nextInt(5))
                .collect(Collectors.joining());
    }

    private long integer() {
        return random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(12) - 4;
    }

    private IpAddress address() {
        return random.nextInt(3) == 0
                ? IpAddress.v6(0, random.nextInt(8))
                : IpAddress.v4(0x0A000000 + random.nextInt(8));
    }

    @SafeVarargs
    private final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    // Conditions

    public Bool condition(int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(6);
        return switch (kind) {
            case 0, 1 -> logical(depth);
            case 2 -> {
                Bool operand = condition(depth - 1);
                String not = pick("not ", "!", "! ");
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
        return needed || random.nextInt(6) == 0 ? "(" + pick("", " ", "\n") + text + ")" : text;
    }

    private Bool logical(int depth) {
        int binding = pick(OR, XOR, AND);
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
                case OR -> pick(" or ", "||", " || ");
                case XOR -> pick(" xor ", "^^");
                default -> pick(" and ", " && ", " and # comment\n");
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
            String field = pick("t", "f", "ab[0]", "b");
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
        Comparison comparison = type == 0 ? ofInteger() : type == 1 ? ofBytes() : ofAddress();
        return new Bool(value.text + comparison.text, SIMPLE, facts -> {
            Object actual = value.meaning.apply(facts);
            return actual == null ? comparison.isNotEqual : comparison.holds.test(actual);
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
            int binding = pick(OR, XOR, AND);
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
                    pick("ab", "ab[*]"),
                    SIMPLE,
                    facts -> orEmpty(facts.get("ab")).stream()
                            .map(bit -> (Boolean) bit)
                            .toList());
        }
        boolean ofBytes = random.nextInt(3) > 0;
        Values values = ofBytes ? manyBytes(depth) : new Values("ai[*]", facts -> cast(facts.get("ai")));
        Comparison comparison = ofBytes ? ofBytes() : ofInteger();
        return new Bools(values.text + comparison.text, SIMPLE, facts -> {
            List<Boolean> result = new ArrayList<>();
            for (Object value : orEmpty(values.meaning.apply(facts))) {
                result.add(comparison.holds.test(value));
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
            case 0, 1 -> new Value("s", facts -> utf8(facts.get("s")));
            case 2 -> new Value("ms[\"k\"]", facts -> utf8(entry(facts.get("ms"), "k")));
            case 3 -> new Value("as[1]", facts -> utf8(element(facts.get("as"), 1)));
            case 4 -> new Value("mas[\"é\"][0]", facts -> utf8(element(entry(facts.get("mas"), "é"), 0)));
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
                            result.add(utf8(element(list, 1)));
                        }
                    }
                    return facts.get("mas") == null ? null : result;
                });
            default -> {
                Values values = manyBytes(depth - 1);
                String function = pick("lower", "upper");
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

    private static Object utf8(Object text) {
        return text == null
                ? null
                : new String(((String) text).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static List<Object> utf8All(Object texts) {
        return texts == null
                ? null
                : orEmpty(texts).stream().map(RandomConditions::utf8).toList();
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

    // Comparisons

    private Comparison ofInteger() {
        long operand = integer();
        if (random.nextInt(4) == 0) {
            return new Comparison(
                    pick("&", " bitwise_and ") + literal(operand), value -> ((Long) value & operand) != 0, false);
        }
        if (random.nextInt(3) == 0) {
            long other = Math.max(operand, integer());
            long single = integer();
            return new Comparison(
                    " in {" + literal(single) + " " + operand + ".." + other + "}",
                    value -> (Long) value == single || operand <= (Long) value && (Long) value <= other,
                    false);
        }
        return ordered(literal(operand), value -> Long.compare((Long) value, operand));
    }

    private String literal(long value) {
        if (value < 0 || random.nextBoolean()) {
            return String.valueOf(value);
        }
        return random.nextBoolean() ? "0x" + Long.toHexString(value) : "0" + Long.toOctalString(value);
    }

    private Comparison ordered(String operand, Function<Object, Integer> order) {
        return switch (random.nextInt(6)) {
            case 0 -> new Comparison(pick(" eq ", "==") + operand, value -> order.apply(value) == 0, false);
            case 1 -> new Comparison(pick(" ne ", "!=") + operand, value -> order.apply(value) != 0, true);
            case 2 -> new Comparison(pick(" lt ", "<") + operand, value -> order.apply(value) < 0, false);
            case 3 -> new Comparison(pick(" le ", "<=") + operand, value -> order.apply(value) <= 0, false);
            case 4 -> new Comparison(pick(" gt ", ">") + operand, value -> order.apply(value) > 0, false);
            default -> new Comparison(pick(" ge ", ">=") + operand, value -> order.apply(value) >= 0, false);
        };
    }

    private Comparison ofBytes() {
        String operand = (String) utf8(text());
        return switch (random.nextInt(5)) {
            case 0 ->
                new Comparison(" contains " + literal(operand), value -> ((String) value).contains(operand), false);
            case 1 -> {
                String other = (String) utf8(text());
                yield new Comparison(
                        " in {" + literal(operand) + " " + literal(other) + "}",
                        value -> value.equals(operand) || value.equals(other),
                        false);
            }
            case 2 -> wildcard();
            case 3 -> regex();
            default ->
                ordered(
                        literal(operand),
                        value -> Arrays.compareUnsigned(
                                ((String) value).getBytes(StandardCharsets.ISO_8859_1),
                                operand.getBytes(StandardCharsets.ISO_8859_1)));
        };
    }

    private Comparison wildcard() {
        List<String> parts = Stream.generate(() -> (String) utf8(text()))
                .limit(1 + random.nextInt(3))
                .collect(Collectors.toCollection(ArrayList::new));
        for (int i = 1; i < parts.size() - 1; i++) {
            parts.set(i, parts.get(i) + "a"); // no ** in the pattern
        }
        boolean strict = random.nextBoolean();
        String pattern = parts.stream()
                .map(part -> part.replace("\\", "\\\\").replace("*", "\\*"))
                .collect(Collectors.joining("*"));
        Pattern expected = Pattern.compile(
                parts.stream().map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL | (strict ? 0 : Pattern.CASE_INSENSITIVE));
        return new Comparison(
                (strict ? " strict wildcard " : " wildcard ") + quoted(pattern),
                value -> expected.matcher((String) value).matches(),
                false);
    }

    /** Regexes that the JDK reads as we do, over bytes below 0x80. */
    private Comparison regex() {
        String pattern = pick("^a", "b$", "a|b", "[ab]+$", "(?i)a{2}", "^$", "[\"]", "\\\\", "[^a]b", "\\[", "a.b");
        Pattern expected = Pattern.compile(pattern);
        return new Comparison(
                pick(" matches ", "~ ") + pick("\"" + pattern + "\"", "r#\"" + pattern + "\"#"),
                value -> expected.matcher((String) value).find(),
                false);
    }

    private String literal(String bytes) {
        int form = random.nextInt(3);
        boolean ascii = bytes.chars().allMatch(c -> c < 0x80);
        if (form == 0 && bytes.length() >= 2) {
            return bytes.chars()
                    .mapToObj(c -> String.format("%02x", c))
                    .collect(Collectors.joining(pick(":", "-", ".")));
        }
        return form == 1 && ascii && !bytes.contains("\"") ? "r#\"" + bytes + "\"#" : quoted(bytes);
    }

    private String quoted(String bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : bytes.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c > 0x7f || random.nextInt(5) == 0) {
                text.append(
                        random.nextBoolean() ? String.format("\\x%02X", (int) c) : String.format("\\%03o", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    private Comparison ofAddress() {
        IpAddress operand = address();
        if (random.nextBoolean()) {
            IpAddress last = operand.isV6() ? IpAddress.v6(0, 9) : IpAddress.v4(0x0A000009);
            return new Comparison(
                    " in {192.0.2.1 " + operand + ".." + last + "}",
                    value -> sameFamily(value, operand)
                            && number(value).compareTo(number(operand)) >= 0
                            && number(value).compareTo(number(last)) <= 0,
                    false);
        }
        Comparison ordered = ordered(operand.toString(), value -> number(value).compareTo(number(operand)));
        return new Comparison(
                ordered.text,
                value -> sameFamily(value, operand) ? ordered.holds.test(value) : ordered.isNotEqual,
                ordered.isNotEqual);
    }

    private static boolean sameFamily(Object value, IpAddress operand) {
        return ((IpAddress) value).isV6() == operand.isV6();
    }

    private static BigInteger number(Object address) {
        IpAddress ip = (IpAddress) address;
        return new BigInteger(Long.toUnsignedString(ip.highBits()))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(ip.lowBits())));
    }
}
