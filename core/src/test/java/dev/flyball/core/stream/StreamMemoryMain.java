package dev.flyball.core.stream;

import dev.flyball.Budget;
import dev.flyball.regex.RegexSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Streams more text than the heap can hold, and prints what matched. Meant for a Java machine with a small heap. */
final class StreamMemoryMain {
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 800;

    private StreamMemoryMain() {}

    public static void main(String[] arguments) {
        RegexSet set = RegexSet.compile(
                List.of("needle", "[a-z]{3,9}[0-9]+!", "a[ab]{14}c", "(?s)^.*begin.*end$", "never|ever\\b", "e$"));
        RegexSet.Stream stream =
                set.stream(Budget.of(Budget.MAX_STEPS, Duration.ofHours(1)).start());
        Random random = new Random(7);
        char[] chunk = new char[CHUNK];
        Arrays.fill(chunk, ' ');
        stream.feed("begin ne");
        stream.feed("edle");
        for (int i = 0; i < CHUNKS; i++) {
            // What fills the caches of one pattern.
            for (int at = 0; at < 500; at++) {
                chunk[at] = "ab".charAt(random.nextInt(2));
            }
            stream.feed(chunk, 0, CHUNK);
        }
        stream.feed("the end");
        System.out.println(stream.finish());
    }
}
