package dev.flyball.core;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where test data lies that is not part of the repository: in {@code shared} beside it. */
public final class SharedData {
    private SharedData() {}

    /** The place of a file or folder of the shared data; it may not exist. */
    public static Path path(String name) {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve(".mvn")) && root.getParent() != null) {
            root = root.getParent();
        }
        return root.resolveSibling("shared").resolve(name);
    }
}
