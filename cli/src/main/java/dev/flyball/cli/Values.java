package dev.flyball.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options and arguments are read: what is wrong with one is said in a user's words. */
final class Values {
    private Values() {}

    static void register(CommandLine command) {
        ITypeConverter<Long> whole = text -> number(text, Long::valueOf, "a whole number");
        command.registerConverter(Path.class, Values::path)
                .registerConverter(long.class, whole)
                .registerConverter(
                        int.class, text -> number(text, Integer::valueOf, "a whole number up to 2,147,483,647"))
                .registerConverter(double.class, text -> number(text, Double::valueOf, "a number"));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("\"" + text + "\" is no name of a file here: " + e.getReason()
                    + ". Names beyond ASCII need a locale that has them, such as LC_ALL=C.UTF-8");
        }
    }

    private static <T> T number(String text, ITypeConverter<T> converter, String kind) throws Exception {
        try {
            return converter.convert(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is not " + kind);
        }
    }
}
