package dev.flyball.core.rules.file;

import dev.flyball.rules.Diagnostic;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Which entries of a directory are rule files. Immutable.
 *
 * @param files in the order of their names
 * @param leftOut what looks like a rule file and is none, in the order of the names; the first {@value #MOST_TOLD} are told
 */
record RuleDirectory(List<Path> files, List<Diagnostic> leftOut) {
    /** The most entries of a directory, of whatever kind. */
    private static final int MAX_ENTRIES = 100_000;

    private static final int MOST_TOLD = 100;

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");
    private static final String WORDS = ".yaml, .yml or .json";

    /** @throws IOException if it cannot be read, has no rule file, or a link in it leads nowhere */
    static RuleDirectory list(Path path) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        TreeMap<String, Diagnostic> leftOut = new TreeMap<>();
        int entries = 0;
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(path)) {
            for (Path entry : directory) {
                if (++entries > MAX_ENTRIES) {
                    throw new FileSystemException(path.toString(), null, "more than " + MAX_ENTRIES + " entries");
                }
                String name = String.valueOf(entry.getFileName());
                boolean named = isNamedAsOne(name);
                if (named && isRegular(entry)) {
                    files.put(name, entry);
                } else if (named || isNamedAsOne(name.toLowerCase(Locale.ROOT))) {
                    leftOut.put(name, leftOut(entry, named ? "it is no file" : "its name does not end in " + WORDS));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (files.isEmpty()) {
            String nearly = leftOut.isEmpty() ? "" : "; " + leftOut.firstKey() + " is nearly one";
            throw new FileSystemException(path.toString(), null, "no rule file, whose name ends in " + WORDS + nearly);
        }
        return new RuleDirectory(List.copyOf(files.values()), told(path, List.copyOf(leftOut.values())));
    }

    private static Diagnostic leftOut(Path entry, String why) {
        return Diagnostic.of(entry.toString(), 1, 1, "this is not read, as " + why, "");
    }

    private static List<Diagnostic> told(Path path, List<Diagnostic> leftOut) {
        if (leftOut.size() <= MOST_TOLD) {
            return leftOut;
        }
        List<Diagnostic> told = new ArrayList<>(leftOut.subList(0, MOST_TOLD));
        String rest = "and " + (leftOut.size() - MOST_TOLD) + " more that are not read";
        told.add(Diagnostic.of(path.toString(), 1, 1, rest, ""));
        return told;
    }

    private static boolean isNamedAsOne(String name) {
        return !name.startsWith(".")
                && !name.startsWith("#")
                && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** A link that leads nowhere is an error, so that no rules are lost in silence. A pipe would never end. */
    static boolean isRegular(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
    }
}
