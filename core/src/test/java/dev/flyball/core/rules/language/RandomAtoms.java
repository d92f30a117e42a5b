package dev.flyball.core.rules.language;

import dev.flyball.rules.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Random values of few kinds, so that facts and operands are often the same. */
final class RandomAtoms {
    private final Random random;

    RandomAtoms(Random random) {
        this.random = random;
    }

    String text() {
        return Stream.generate(() -> pick("a", "b", "A", "é", "\"", "\\", "*", "[", "#"))
                .limit(random.nextInt(5))
                .collect(Collectors.joining());
    }

    long integer() {
        return random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(12) - 4;
    }

    IpAddress address() {
        return random.nextInt(3) == 0
                ? IpAddress.v6(0, random.nextInt(8))
                : IpAddress.v4(0x0A000000 + random.nextInt(8));
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** The bytes of a text, one char each; null of null. */
    static Object utf8(Object text) {
        return text == null
                ? null
                : new String(((String) text).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
