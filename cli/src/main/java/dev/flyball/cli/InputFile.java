package dev.flyball.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that the user names, of whatever kind: how they are read, and what is said of one that cannot be. */
final class InputFile {
    /** What stands for the standard input. */
    private static final Path DASH = Path.of("-");

    private InputFile() {}

    static boolean isStandardInput(Path file) {
        return file.equals(DASH);
    }

    /** Refuses an empty name, which the platform takes to be the working directory. */
    static void checkNamed(Path file) {
        if (file.toString().isEmpty()) {
            throw new IllegalArgumentException("the name of a file is empty: is a variable of the shell not set?");
        }
    }

    /** Opens a file, or the standard input. */
    static InputStream open(Path file) throws IOException {
        checkNamed(file);
        if (isStandardInput(file)) {
            return System.in;
        }
        if (Files.isDirectory(file)) {
            // Only reading it would fail, and the reason would not have its name.
            throw new FileSystemException(file.toString(), null, "a directory, where a file is expected");
        }
        return Files.newInputStream(file);
    }

    /**
     * Reads all of a file, which may be a pipe.
     *
     * @throws IOException if it has more bytes, too
     */
    static byte[] read(Path file, int maxBytes) throws IOException {
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new FileSystemException(
                        file.toString(), null, "more than " + String.format("%,d", maxBytes) + " bytes");
            }
            return bytes;
        }
    }

    /** What is wrong, with the name of the file: the exceptions of the platform have it alone where they tell their reason by their class. */
    static String problem(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return isLink(missing.getFile())
                    ? missing.getFile() + " is a link that leads nowhere"
                    : "there is no file " + missing.getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read: who runs this program lacks the permission";
        }
        return String.valueOf(e.getMessage());
    }

    private static boolean isLink(@Nullable String file) {
        return file != null && Files.isSymbolicLink(Path.of(file));
    }
}
