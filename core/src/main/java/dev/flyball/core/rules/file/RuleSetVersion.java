package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.regex.RegexOptions;
import dev.flyball.rules.Field;
import dev.flyball.rules.RuleFunction;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The name of what a rule set means: the first 16 bytes of a SHA-256 hash over the texts of the files and everything else that its
 * meaning depends on. Every part goes in with its length, so that no two inputs read alike. Limits do not go in: they
 * decide whether a file is taken, not what it means.
 */
final class RuleSetVersion {
    /** Changes with the meaning of the language. */
    private static final String LANGUAGE = "flyball rules 1";

    private static final int BYTES = 16;

    private final MessageDigest digest;

    private RuleSetVersion() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * 32 lower-case hex digits.
     *
     * @param texts of the files, in their order
     */
    static String of(List<String> texts, Schema schema, RuleOptions options, Meter meter) {
        RuleSetVersion version = new RuleSetVersion();
        version.add(LANGUAGE);
        if (texts.size() > 1) {
            version.add(texts.size() + " files");
        }
        for (String text : texts) {
            meter.charge(text.length());
            version.add(text);
        }
        version.add(schema, meter);
        version.add(options.regexOptions());
        for (Map.Entry<String, List<?>> list : new TreeMap<>(options.lists()).entrySet()) {
            version.add(options.listFiles().containsKey(list.getKey()) ? "list file" : "list");
            version.add(list.getKey());
            for (Object member : list.getValue()) {
                meter.charge(1);
                version.addMember(member);
            }
        }
        for (RuleFunction function : new TreeMap<>(options.functions()).values()) {
            version.add("function");
            version.add(function.toString());
        }
        return HexFormat.of().formatHex(Arrays.copyOf(version.digest.digest(), BYTES));
    }

    private void add(Schema schema, Meter meter) {
        add(schema.absentNotEqual() ? "absent ne" : "absent no");
        for (Field field : schema.fields()) {
            meter.charge(1);
            add(field.toString());
        }
    }

    private void add(RegexOptions options) {
        add((options.caseInsensitive() ? "i" : "")
                + (options.multiLine() ? "m" : "")
                + (options.dotAll() ? "s" : "")
                + (options.ungreedy() ? "U" : "")
                + (options.literal() ? "Q" : ""));
    }

    private void addMember(Object member) {
        if (member instanceof byte[] bytes) {
            add("bytes");
            add(bytes);
        } else {
            add(member instanceof Number ? "number" : member instanceof String ? "text" : "address");
            add(member.toString());
        }
    }

    private void add(String part) {
        add(part.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] part) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (part.length >> shift));
        }
        digest.update(part);
    }
}
