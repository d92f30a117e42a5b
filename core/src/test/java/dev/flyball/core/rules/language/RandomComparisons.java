package dev.flyball.core.rules.language;

import dev.flyball.rules.IpAddress;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Random operators with their operands, each with what it says of a value. */
final class RandomComparisons {
    record Comparison(String text, Predicate<Object> holds, boolean isNotEqual) {}

    private final Random random;
    private final RandomAtoms atoms;

    RandomComparisons(Random random, RandomAtoms atoms) {
        this.random = random;
        this.atoms = atoms;
    }

    Comparison ofInteger() {
        long operand = atoms.integer();
        if (random.nextInt(4) == 0) {
            return new Comparison(
                    atoms.pick("&", " bitwise_and ") + literal(operand), value -> ((Long) value & operand) != 0, false);
        }
        if (random.nextInt(3) == 0) {
            long other = Math.max(operand, atoms.integer());
            long single = atoms.integer();
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
            case 0 -> new Comparison(atoms.pick(" eq ", "==") + operand, value -> order.apply(value) == 0, false);
            case 1 -> new Comparison(atoms.pick(" ne ", "!=") + operand, value -> order.apply(value) != 0, true);
            case 2 -> new Comparison(atoms.pick(" lt ", "<") + operand, value -> order.apply(value) < 0, false);
            case 3 -> new Comparison(atoms.pick(" le ", "<=") + operand, value -> order.apply(value) <= 0, false);
            case 4 -> new Comparison(atoms.pick(" gt ", ">") + operand, value -> order.apply(value) > 0, false);
            default -> new Comparison(atoms.pick(" ge ", ">=") + operand, value -> order.apply(value) >= 0, false);
        };
    }

    Comparison ofBytes() {
        String operand = (String) RandomAtoms.utf8(atoms.text());
        return switch (random.nextInt(5)) {
            case 0 ->
                new Comparison(" contains " + literal(operand), value -> ((String) value).contains(operand), false);
            case 1 -> {
                String other = (String) RandomAtoms.utf8(atoms.text());
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
        List<String> parts = Stream.generate(() -> (String) RandomAtoms.utf8(atoms.text()))
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
        String pattern =
                atoms.pick("^a", "b$", "a|b", "[ab]+$", "(?i)a{2}", "^$", "[\"]", "\\\\", "[^a]b", "\\[", "a.b");
        Pattern expected = Pattern.compile(pattern);
        return new Comparison(
                atoms.pick(" matches ", "~ ") + atoms.pick("\"" + pattern + "\"", "r#\"" + pattern + "\"#"),
                value -> expected.matcher((String) value).find(),
                false);
    }

    private String literal(String bytes) {
        int form = random.nextInt(3);
        boolean ascii = bytes.chars().allMatch(c -> c < 0x80);
        if (form == 0 && bytes.length() >= 2) {
            return bytes.chars()
                    .mapToObj(c -> String.format("%02x", c))
                    .collect(Collectors.joining(atoms.pick(":", "-", ".")));
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

    Comparison ofAddress() {
        IpAddress operand = atoms.address();
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
