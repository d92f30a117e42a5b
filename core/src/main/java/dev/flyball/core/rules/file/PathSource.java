package dev.flyball.core.rules.file;

import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules in files, and in the rule files of directories, which make one rule set. Everything is read each time, within
 * bounds; nothing is kept.
 */
public final class PathSource implements RuleSource {
    private final List<Path> paths;
    private final boolean readsPipes;

    /**
     * A source that reads nothing yet.
     *
     * @throws IllegalArgumentException if there is no path
     */
    public PathSource(List<Path> paths) {
        this(paths, false);
    }

    private PathSource(List<Path> paths, boolean readsPipes) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no rule file is named");
        }
        this.paths = List.copyOf(paths);
        this.readsPipes = readsPipes;
    }

    /**
     * What there is now, for somebody who reads it once, and can wait for a pipe.
     *
     * @throws dev.flyball.rules.RuleSyntaxException if it is too long, or not UTF-8
     */
    public static RuleContent readOnce(List<Path> paths, RuleOptions options) throws IOException {
        return new PathSource(paths, true).read(options);
    }

    /**
     * What is there now.
     *
     * @throws dev.flyball.rules.RuleSyntaxException if it is too long, or not UTF-8
     */
    @Override
    public @Nullable RuleContent read(@Nullable String known, RuleOptions options) throws IOException {
        RuleContent content = read(options);
        return content.identity().equals(known) ? null : content;
    }

    private RuleContent read(RuleOptions options) throws IOException {
        List<Path> files = new ArrayList<>();
        List<Diagnostic> leftOut = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                RuleDirectory directory = RuleDirectory.list(path);
                files.addAll(directory.files());
                leftOut.addAll(directory.leftOut());
            } else if (readsPipes || RuleDirectory.isRegular(path)) {
                files.add(path);
            } else {
                throw new FileSystemException(path.toString(), null, "neither a file nor a directory");
            }
        }
        if (files.size() > RuleContent.MAX_FILES) {
            throw new FileSystemException(name(), null, "more than " + RuleContent.MAX_FILES + " rule files");
        }
        checkNamedOnce(files);
        return RuleContent.of(name(), texts(files, options), leftOut);
    }

    /** A file of which all rules are there twice is told as that, not as ids that are. */
    private static void checkNamedOnce(List<Path> files) throws IOException {
        Set<Path> named = new HashSet<>();
        for (Path file : files) {
            if (!named.add(file.toAbsolutePath().normalize())) {
                throw new FileSystemException(
                        file.toString(), null, "named twice, by itself or by its directory: leave one of them out");
            }
        }
    }

    private static List<RuleText> texts(List<Path> files, RuleOptions options) throws IOException {
        List<RuleText> texts = new ArrayList<>();
        long length = 0;
        for (Path file : files) {
            String text = RuleFileText.read(file, options.maxFileLength());
            length += text.length();
            if (length > options.maxFileLength()) {
                throw RuleFileGroup.tooLong(file.toString(), options.maxFileLength(), files.size() > 1);
            }
            texts.add(RuleText.of(file.toString(), text));
        }
        return texts;
    }

    @Override
    public boolean isAtomic() {
        return false;
    }

    /** The path, or the first of several and how many there are beside it. */
    @Override
    public String name() {
        return paths.get(0) + (paths.size() == 1 ? "" : " and " + (paths.size() - 1) + " more");
    }

    @Override
    public String toString() {
        return name();
    }
}
