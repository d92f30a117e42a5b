package dev.flyball.rules;

import dev.flyball.spi.Providers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link RuleSource} has at one moment: the texts of one or several rule files, which make one rule set. Immutable.
 *
 * <p>The files come in the order that they have here: their rules are tried in that order. The lists that a file declares are
 * its own. Ids are unique in all of them together, and rules may skip those of other files and ask for their scores.
 */
public final class RuleContent {
    /** The most files that make a rule set. */
    public static final int MAX_FILES = 1_000;

    private final String name;
    private final String identity;
    private final List<RuleText> files;
    private final List<Diagnostic> leftOut;

    private RuleContent(String name, String identity, List<RuleText> files, List<Diagnostic> leftOut) {
        this.name = Objects.requireNonNull(name, "name");
        this.identity = Objects.requireNonNull(identity, "identity");
        this.files = List.copyOf(files);
        this.leftOut = List.copyOf(leftOut);
        if (files.isEmpty() || files.size() > MAX_FILES) {
            throw new IllegalArgumentException(
                    "a rule set is made of 1 to " + MAX_FILES + " files, not of " + files.size() + ": " + name);
        }
    }

    /**
     * One text, which is identified by a hash of itself.
     *
     * @param name for messages; the {@link RuleSet#file()} of what is made of it
     */
    public static RuleContent of(String name, String text) {
        return of(name, List.of(RuleText.of(name, text)));
    }

    /**
     * Several texts, which are identified by a hash of them.
     *
     * @param name for messages; the {@link RuleSet#file()} of what is made of them
     * @param files 1 to {@value #MAX_FILES}, in the order of their rules
     * @throws IllegalArgumentException if there are too few or too many
     */
    public static RuleContent of(String name, List<RuleText> files) {
        return of(name, files, List.of());
    }

    /**
     * Several texts, and what there is beside them that is no rule file but looks like one. They are identified by a hash of
     * both.
     *
     * @param name for messages; the {@link RuleSet#file()} of what is made of them
     * @param files 1 to {@value #MAX_FILES}, in the order of their rules
     * @param leftOut see {@link #leftOut()}
     * @throws IllegalArgumentException if there are too few or too many files
     */
    public static RuleContent of(String name, List<RuleText> files, List<Diagnostic> leftOut) {
        return new RuleContent(name, hash(files, leftOut), files, leftOut);
    }

    /**
     * Several texts with an identity that the source knows, such as an ETag or the number of a revision.
     *
     * @param name for messages; the {@link RuleSet#file()} of what is made of them
     * @param identity the same only if the texts are the same
     * @param files 1 to {@value #MAX_FILES}, in the order of their rules
     * @throws IllegalArgumentException if there are too few or too many
     */
    public static RuleContent of(String name, String identity, List<RuleText> files) {
        return new RuleContent(name, identity, files, List.of());
    }

    /**
     * Reads files, and the rule files of directories, once: what a {@linkplain RuleSource#of(List) source} of them has, but
     * here a named file may be a pipe too.
     *
     * @param paths at least one
     * @throws IOException if one of them cannot be read, or a file is named twice
     * @throws RuleSyntaxException if they are longer than {@link RuleOptions#maxFileLength()}, or not in UTF-8
     */
    public static RuleContent read(List<Path> paths, RuleOptions options) throws IOException {
        return Providers.rules().read(List.copyOf(paths), options);
    }

    /** What it is called in messages. */
    public String name() {
        return name;
    }

    /** Tells it from other contents of the same source. */
    public String identity() {
        return identity;
    }

    /** The texts, in the order of their rules. */
    public List<RuleText> files() {
        return files;
    }

    /**
     * What was left out though an author may believe that it is read, each with its name and the reason: in a directory what is
     * named nearly as a rule file is, such as {@code rules.YAML}, or is named so and is no file. Empty of other sources.
     */
    public List<Diagnostic> leftOut() {
        return leftOut;
    }

    /** The name and the identity. */
    @Override
    public String toString() {
        return name + " " + identity;
    }

    private static String hash(List<RuleText> files, List<Diagnostic> leftOut) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RuleText file : files) {
                update(digest, file.file());
                update(digest, file.text());
            }
            for (Diagnostic left : leftOut) {
                update(digest, left.toString());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
