package dev.flyball.core.differential;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.flyball.regex.RegexOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Cases that were wrong once, or nearly, held against RE2/J again: in {@code regex-regressions.tsv}. */
class RegressionTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    @TestFactory
    Stream<DynamicTest> whatWasWrongIsRight() throws IOException {
        List<String> lines;
        try (InputStream stream = RegressionTest.class.getResourceAsStream("/regex-regressions.tsv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
        return lines.stream()
                .map(line -> dynamicTest(line, () -> {
                    String[] fields = line.split("\t", -1);
                    RegexOptions options = RegexOptions.builder()
                            .caseInsensitive(fields[0].contains("i"))
                            .multiLine(fields[0].contains("m"))
                            .dotAll(fields[0].contains("s"))
                            .ungreedy(fields[0].contains("U"))
                            .build();
                    String pattern = unescape(fields[1]);
                    Re2jComparison.compare(pattern, options, unescape(fields[2]), pattern.contains("{0}"));
                }));
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(result ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(result.group(1), 16))));
    }
}
