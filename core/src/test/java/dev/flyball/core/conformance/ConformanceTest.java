package dev.flyball.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.flyball.core.SharedData;
import dev.flyball.core.engines.Engine;
import dev.flyball.core.engines.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The published test data of RE2, of Glenn Fowler and of Rust's regex crate, where it lies beside the repository. Every
 * difference is on the list of exceptions, and every line of the list is a difference.
 */
class ConformanceTest {
    /** What must be there; other files of the same kinds are run too. */
    private static final List<String> FILES = List.of(
            "re2/basic.dat",
            "re2/nullsubexpr.dat",
            "re2/re2-search.txt",
            "re2/repetition.dat",
            "rust-regex/anchored.toml",
            "rust-regex/earliest.toml",
            "rust-regex/empty.toml",
            "rust-regex/expensive.toml",
            "rust-regex/flags.toml",
            "rust-regex/iter.toml",
            "rust-regex/leftmost-all.toml",
            "rust-regex/misc.toml",
            "rust-regex/multiline.toml",
            "rust-regex/no-unicode.toml",
            "rust-regex/overlapping.toml",
            "rust-regex/set.toml",
            "rust-regex/substring.toml",
            "rust-regex/word-boundary.toml");

    private static final int SHOWN = 100;

    @TestFactory
    Stream<DynamicTest> publishedCasesHold() throws IOException {
        Path folder = SharedData.path("conformance");
        TreeSet<String> files = new TreeSet<>(FILES);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.map(path -> folder.relativize(path).toString().replace('\\', '/'))
                        .filter(name -> name.matches("re2/.*\\.(txt|txt\\.gz|dat)|rust-regex/.*\\.toml"))
                        .forEach(files::add);
            }
        }
        KnownExceptions exceptions = KnownExceptions.load();
        Stream<DynamicTest> cases = Engines.all().stream()
                .flatMap(engine -> files.stream()
                        .map(name -> dynamicTest(engine.name() + ": " + name, () -> {
                            Assumptions.assumeTrue(
                                    Files.exists(folder.resolve(name)), () -> "no " + name + " in " + folder);
                            run(folder.resolve(name), engine, exceptions);
                        })));
        DynamicTest stale = dynamicTest("every exception is a case", () -> {
            Assumptions.assumeTrue(Files.isDirectory(folder), () -> "no " + folder);
            assertThat(exceptions.unknownCases()).isEmpty();
        });
        return Stream.concat(cases, Stream.of(stale));
    }

    private static void run(Path file, Engine engine, KnownExceptions exceptions) throws IOException {
        List<String> failures = new ArrayList<>();
        int[] counts = {0, 0};
        String name = file.getFileName().toString();
        Reader reader =
                name.endsWith(".dat") ? FowlerFile::read : name.endsWith(".toml") ? RustToml::read : Re2Log::read;
        reader.read(file, test -> {
            counts[0]++;
            String failure = judge(test, engine, exceptions);
            if (failure != null && ++counts[1] <= SHOWN) {
                failures.add(test.id() + ": " + failure);
            }
        });
        assertThat(counts[0]).as("cases of " + name).isPositive();
        assertThat(failures)
                .as("%d of %d cases of %s fail on %s", counts[1], counts[0], name, engine.name())
                .isEmpty();
    }

    private interface Reader {
        void read(Path file, java.util.function.Consumer<ConformanceCase> consumer) throws IOException;
    }

    private static String judge(ConformanceCase test, Engine engine, KnownExceptions exceptions) {
        if (exceptions.has("differs", test.id())) {
            return test.failure(engine) == null ? "listed as an exception, but holds" : null;
        }
        for (String trait : test.traits()) {
            if (exceptions.has("refused", trait)) {
                return test.isRefused(engine) ? null : "should be refused for its " + trait;
            }
            if (exceptions.has("skipped", trait)) {
                return null;
            }
        }
        return test.failure(engine);
    }
}
