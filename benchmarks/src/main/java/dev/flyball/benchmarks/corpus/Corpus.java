package dev.flyball.benchmarks.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of patterns and texts are: <code>shared/corpus</code> beside the repository. They are not part of it,
 * and what needs them is left out, by name, where they are missing.
 */
public final class Corpus {
    private final Path folder;

    private Corpus(Path folder) {
        this.folder = folder;
    }

    /** The corpus, if it is there. */
    public static Optional<Corpus> find() {
        Path folder = repository().resolveSibling("shared").resolve("corpus");
        return Files.isDirectory(folder) ? Optional.of(new Corpus(folder)) : Optional.empty();
    }

    /** The root of the repository: the nearest folder upwards that has this module. */
    public static Path repository() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("benchmarks/pom.xml"))) {
                return at;
            }
        }
        throw new IllegalStateException("run inside the repository, not in " + start);
    }

    /** A file's text, which is UTF-8. */
    String text(String path) {
        try {
            return Files.readString(folder.resolve(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a file of tab-separated columns, without comments. */
    List<String[]> rows(String path, int columns) {
        return text(path)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("\t", columns))
                .toList();
    }

    /** Bytes in hex as one char a byte. */
    static String latin1(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }
}
