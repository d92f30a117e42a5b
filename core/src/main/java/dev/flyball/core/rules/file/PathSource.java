package dev.flyball.core.rules.file;

import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules in a file, or in the rule files of a directory. Everything is read each time, within bounds; nothing is kept. */
public final class PathSource implements RuleSource {
    /** The most entries of a directory, of whatever kind. */
    private static final int MAX_ENTRIES = 100_000;

    private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

    private final Path path;

    /** A source that reads nothing yet. */
    public PathSource(Path path) {
        this.path = path;
    }

    /**
     * What is there now.
     *
     * @throws dev.flyball.rules.RuleSyntaxException if it is too long, or not UTF-8
     */
    @Override
    public @Nullable RuleContent read(@Nullable String known, RuleOptions options) throws IOException {
        RuleContent content = RuleContent.of(name(), Files.isDirectory(path) ? directory(options) : file(options));
        return content.identity().equals(known) ? null : content;
    }

    @Override
    public boolean isAtomic() {
        return false;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public String toString() {
        return name();
    }

    private List<RuleText> file(RuleOptions options) throws IOException {
        if (!isRegular(path)) {
            throw new FileSystemException(name(), null, "neither a file nor a directory");
        }
        return List.of(RuleText.of(name(), RuleFileText.read(path, options.maxFileLength())));
    }

    private List<RuleText> directory(RuleOptions options) throws IOException {
        List<RuleText> texts = new ArrayList<>();
        long length = 0;
        for (Path file : ruleFiles()) {
            String text = RuleFileText.read(file, options.maxFileLength());
            length += text.length();
            if (length > options.maxFileLength()) {
                throw RuleFileGroup.tooLong(file.toString(), options.maxFileLength(), true);
            }
            texts.add(RuleText.of(file.toString(), text));
        }
        return texts;
    }

    /** In the order of their names. */
    private Iterable<Path> ruleFiles() throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        int entries = 0;
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(path)) {
            for (Path entry : directory) {
                if (++entries > MAX_ENTRIES) {
                    throw new FileSystemException(name(), null, "more than " + MAX_ENTRIES + " entries");
                }
                String name = String.valueOf(entry.getFileName());
                if (isRuleFile(name) && isRegular(entry)) {
                    files.put(name, entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        if (files.isEmpty()) {
            throw new FileSystemException(
                    name(), null, "no rule file, whose name ends in one of " + String.join(", ", ENDINGS));
        }
        if (files.size() > RuleContent.MAX_FILES) {
            throw new FileSystemException(name(), null, "more than " + RuleContent.MAX_FILES + " rule files");
        }
        return files.values();
    }

    private static boolean isRuleFile(String name) {
        return !name.startsWith(".")
                && !name.startsWith("#")
                && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** A link that leads nowhere is an error, so that no rules are lost in silence. A pipe would never end. */
    private static boolean isRegular(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
    }
}
