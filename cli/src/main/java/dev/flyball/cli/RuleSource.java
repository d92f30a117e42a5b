package dev.flyball.cli;

import dev.flyball.rules.ListFile;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how rule files are read: what their host would give them. */
final class RuleSource {
    /** Rule files are read by the library, which knows of files only. */
    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

    private static final int MAX_LIST_BYTES = 256 << 20;

    @Option(
            names = "--list",
            paramLabel = "NAME=FILE",
            description = "Give the rules a list, as their host would: a file with one member a line. Repeatable.")
    Map<String, Path> lists = new LinkedHashMap<>();

    @Option(
            names = "--field",
            paramLabel = "NAME=TYPE",
            description = "Add a field to the HTTP ones, as the host's schema has it: Bool, Int, Bytes, Ip, \"Array of"
                    + " Bytes\", \"Map of Array of Bytes\". Repeatable.")
    Map<String, String> fields = new LinkedHashMap<>();

    private @Nullable Schema schema;

    /** The schema; the same object whenever asked. */
    Schema schema() {
        if (schema == null) {
            Schema.Builder builder = Schema.http().toBuilder();
            fields.forEach((name, type) -> builder.field(name, type(type)));
            schema = fields.isEmpty() ? Schema.http() : builder.build();
        }
        return schema;
    }

    RuleOptions options() throws IOException {
        RuleOptions.Builder builder = RuleOptions.builder();
        for (Map.Entry<String, Path> list : lists.entrySet()) {
            Path file = list.getValue();
            builder.list(list.getKey(), ListFile.of(file.toString(), text(file)));
        }
        return builder.build();
    }

    private static String text(Path file) throws IOException {
        try {
            byte[] bytes = InputFile.read(file, MAX_LIST_BYTES);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not a text in UTF-8", e);
        }
    }

    /** The texts of these files, and those of directories. */
    static RuleContent content(List<Path> files, RuleOptions options) throws IOException {
        return RuleContent.read(files.stream().map(RuleSource::readable).toList(), options);
    }

    private static Path readable(Path file) {
        InputFile.checkNamed(file);
        return InputFile.isStandardInput(file) ? STANDARD_INPUT : file;
    }

    /**
     * Refuses to read the standard input twice: the second time, nothing would be left of it.
     *
     * @param named all files that a command reads beside those of the lists
     */
    void checkReadOnce(List<Path> named) {
        if (Stream.concat(named.stream(), lists.values().stream())
                        .filter(InputFile::isStandardInput)
                        .count()
                > 1) {
            throw new IllegalArgumentException("- is named twice: the standard input can be read only once");
        }
    }

    /** The rule set that these files, and those of directories, make. */
    RuleSet load(List<Path> files) throws IOException {
        RuleOptions options = options();
        return RuleSet.parse(content(files, options), schema(), options);
    }

    private static ValueType type(String text) {
        String rest = text.strip();
        if (rest.startsWith("Array of ")) {
            return ValueType.arrayOf(type(rest.substring("Array of ".length())));
        }
        if (rest.startsWith("Map of ")) {
            return ValueType.mapOf(type(rest.substring("Map of ".length())));
        }
        return switch (rest) {
            case "Bool" -> ValueType.BOOL;
            case "Int" -> ValueType.INT;
            case "Bytes" -> ValueType.BYTES;
            case "Ip" -> ValueType.IP;
            default ->
                throw new IllegalArgumentException(
                        "\"" + rest + "\" is no type: write Bool, Int, Bytes, Ip," + " Array of …, Map of …");
        };
    }
}
