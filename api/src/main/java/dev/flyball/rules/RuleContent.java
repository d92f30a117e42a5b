package dev.flyball.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link RuleSource} has at one moment: the texts of one or several rule files, which make one rule set. Immutable.
 *
 * <p>The files come in the order that they have here: their rules are tried in that order. Each file stands for itself: the
 * lists that it declares are its own, and it can be checked alone. Ids are unique in all of them together.
 */
public final class RuleContent {
    /** The most files that make a rule set. */
    public static final int MAX_FILES = 1_000;

    private final String name;
    private final String identity;
    private final List<RuleText> files;

    private RuleContent(String name, String identity, List<RuleText> files) {
        this.name = Objects.requireNonNull(name, "name");
        this.identity = Objects.requireNonNull(identity, "identity");
        this.files = List.copyOf(files);
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
        return new RuleContent(name, hash(files), files);
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
        return new RuleContent(name, identity, files);
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

    /** The name and the identity. */
    @Override
    public String toString() {
        return name + " " + identity;
    }

    private static String hash(List<RuleText> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RuleText file : files) {
                for (String part : List.of(file.file(), file.text())) {
                    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                    digest.update(bytes);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
