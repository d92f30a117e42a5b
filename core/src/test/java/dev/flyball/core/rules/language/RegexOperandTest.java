package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A string after matches is read as a regex: its escapes are the regex's, and problems have their place. */
class RegexOperandTest {
    private final Conditions conditions = new Conditions(Conditions.SCHEMA);

    private boolean matches(String operand, Object value) {
        return conditions.test("s matches " + operand, Map.of("s", value));
    }

    @Test
    void aQuotedStringKeepsItsBackslashesButThatOfAQuote() {
        assertThat(matches("\"^\\d+$\"", "42")).isTrue();
        assertThat(matches("\"^\\\\$\"", "\\")).isTrue();
        assertThat(matches("\"^\\\"$\"", "\"")).isTrue();
        assertThat(matches("\"^\\x41$\"", "A")).isTrue();
    }

    @Test
    void aQuoteInAClassDoesNotEndTheString() {
        assertThat(matches("\"^[\"a]+$\"", "a\"a")).isTrue();
        assertThat(matches("\"^[\\\"a]+$\"", "a\"a")).isTrue();
        assertThat(matches("\"^[^\"]$\" and t", "a")).isFalse();
        assertThat(matches("\"^\\[\"", "[")).isTrue();
        assertThat(matches("\"^[\\]\"]+$\"", "]\"")).isTrue();
    }

    @Test
    void aRawStringIsTakenAsItIs() {
        assertThat(matches("r\"^\\d$\"", "4")).isTrue();
        assertThat(matches("r#\"^\"\\d\"$\"#", "\"4\"")).isTrue();
        assertThat(conditions.test("s ~ r\"a\\.b\"", Map.of("s", "xa.b"))).isTrue();
    }

    @Test
    void regexesSeeBytes() {
        assertThat(matches("\"^.{2}$\"", "é")).isTrue();
        assertThat(matches("\"^é$\"", "é")).isTrue();
        assertThat(matches("r\"^é+$\"", "éé")).isTrue();
        assertThat(matches("\"^\\xff$\"", new byte[] {-1})).isTrue();
        assertThat(matches("\"(?i)^É$\"", "é")).isFalse();
    }

    @Test
    void problemsOfARegexHaveTheirPlaceInTheCondition() {
        placed("s matches \"a(b\"", "(b\"");
        placed("s matches \"\\\"\\\"(?=x)\"", "(?=x)");
        placed("t and s matches r#\"\"\"(?=x)\"#", "(?=x)");
        placed("s ~ \"(a)\\1\"", "\\1");
        placed("s matches \"[b-a]\" or t", "b-a");
    }

    private void placed(String text, String from) {
        List<Problem> problems = conditions.problems(text);
        assertThat(problems).hasSize(1);
        assertThat(text.substring(problems.get(0).offset())).startsWith(from);
        assertThat(problems.get(0).message()).isNotBlank();
    }

    @Test
    void aRegexIsLookedAtEvenIfItsFieldIsUnknown() {
        assertThat(conditions.problems("unknown matches \"(\"")).hasSize(2);
    }
}
