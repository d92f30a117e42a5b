package dev.flyball.cli;

import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Field;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how large the facts of a request are, and how many steps it has: what costs follow from. */
final class Limits {
    @Option(
            names = "--max-length",
            paramLabel = "[FIELD=]BYTES",
            description = "The longest text of a field, or of every field that is not named (8,192; of the body"
                    + " 1,048,576). Repeatable.")
    List<String> lengths = new ArrayList<>();

    @Option(
            names = "--max-elements",
            paramLabel = "[FIELD=]N",
            description = "The most elements of a list or map, or of all that are not named (1,024). Repeatable.")
    List<String> elements = new ArrayList<>();

    @Option(
            names = "--request-steps",
            paramLabel = "N",
            description = "The budget of steps that the host gives a request (${DEFAULT-VALUE}).")
    long requestSteps = RuleOptions.defaults().requestSteps();

    /** The same options with these limits. */
    RuleOptions apply(RuleOptions options, Schema schema) {
        Numbers.check("--request-steps", requestSteps, 1, Long.MAX_VALUE);
        FactLimits.Builder limits = FactLimits.builder();
        limits.maxLength("http.request.body.raw", 1 << 20);
        lengths.forEach(text -> {
            int number = number("--max-length", text);
            if (isNamed(text)) {
                limits.maxLength(field("--max-length", text, schema), number);
            } else {
                limits.maxLength(number);
            }
        });
        elements.forEach(text -> {
            int number = number("--max-elements", text);
            if (isNamed(text)) {
                limits.maxElements(field("--max-elements", text, schema), number);
            } else {
                limits.maxElements(number);
            }
        });
        return options.toBuilder()
                .factLimits(limits.build())
                .requestSteps(requestSteps)
                .build();
    }

    private static boolean isNamed(String text) {
        return text.indexOf('=') >= 0;
    }

    private static String field(String option, String text, Schema schema) {
        String name = text.substring(0, text.indexOf('='));
        if (schema.fieldOrNull(name) == null) {
            List<String> known = schema.fields().stream().map(Field::name).toList();
            throw new IllegalArgumentException(
                    option + ": there is no field \"" + name + "\"" + Choices.hint(name, known));
        }
        return name;
    }

    private static int number(String option, String text) {
        try {
            int number = Integer.parseInt(text.substring(text.indexOf('=') + 1));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a negative number is.
        }
        throw new IllegalArgumentException(String.format(
                "%s has a number from 0 to %,d, or FIELD=NUMBER, not \"%s\"", option, Integer.MAX_VALUE, text));
    }
}
