package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.regex.RegexOptions;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleSetVersionTest {
    private static final String TEXT = "rules: []";

    private static String version(String text, Schema schema, RuleOptions options) {
        return RuleSetVersion.of(
                List.of(text),
                schema,
                options,
                Budget.of(1_000_000, Duration.ofMinutes(1)).start());
    }

    private static String lists(String name, Object... members) {
        return version(
                TEXT,
                Schema.http(),
                RuleOptions.builder().list(name, List.of(members)).build());
    }

    @Test
    void isThirtyTwoHexDigits() {
        assertThat(version(TEXT, Schema.http(), RuleOptions.defaults())).matches("[0-9a-f]{32}");
    }

    @Test
    void theSameInputsHaveTheSameVersion() {
        Schema copy = Schema.http().toBuilder().build();
        assertThat(version(TEXT, copy, RuleOptions.builder().build()))
                .isEqualTo(version(TEXT, Schema.http(), RuleOptions.defaults()));
        RuleOptions limits = RuleOptions.builder()
                .maxRules(5)
                .maxFileLength(100)
                .compileBudget(Budget.of(100_000, Duration.ofSeconds(1)))
                .build();
        assertThat(version(TEXT, Schema.http(), limits))
                .isEqualTo(version(TEXT, Schema.http(), RuleOptions.defaults()));
        assertThat(lists("a", "x", "y")).isEqualTo(lists("a", "x", "y"));
    }

    @Test
    void whateverChangesTheMeaningChangesTheVersion() {
        Set<String> versions = new LinkedHashSet<>();
        int count = 0;
        for (String version : List.of(
                version(TEXT, Schema.http(), RuleOptions.defaults()),
                version(TEXT + " ", Schema.http(), RuleOptions.defaults()),
                version(
                        TEXT,
                        Schema.http().toBuilder().field("x", ValueType.INT).build(),
                        RuleOptions.defaults()),
                version(TEXT, Schema.http().toBuilder().field("x", ValueType.IP).build(), RuleOptions.defaults()),
                version(TEXT, Schema.http().toBuilder().absentNotEqual(false).build(), RuleOptions.defaults()),
                version(TEXT, Schema.http(), regexes(RegexOptions.builder().caseInsensitive(true))),
                version(TEXT, Schema.http(), regexes(RegexOptions.builder().dotAll(true))),
                version(TEXT, Schema.http(), regexes(RegexOptions.builder().multiLine(true))),
                version(TEXT, Schema.http(), regexes(RegexOptions.builder().ungreedy(true))),
                version(TEXT, Schema.http(), regexes(RegexOptions.builder().literal(true))),
                lists("a"),
                lists("b"),
                lists("a", "x", "y"),
                lists("a", "xy"),
                lists("a", "1"),
                lists("a", 1L),
                lists("a", new byte[] {1}),
                lists("a", IpAddress.parse("10.0.0.1")),
                lists("a", "10.0.0.1"))) {
            versions.add(version);
            count++;
        }
        assertThat(versions).hasSize(count);
    }

    private static RuleOptions regexes(RegexOptions.Builder options) {
        return RuleOptions.builder().regexOptions(options.build()).build();
    }
}
