package dev.flyball.core.rules.file;

import static dev.flyball.core.rules.file.RuleFiles.places;
import static dev.flyball.core.rules.file.RuleFiles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Problems of conditions are told where they stand in the file, however YAML writes the condition. */
class ConditionPlacesTest {
    /** The file with the condition put in, one line below the one before: {@code xx.yy} is no field. */
    private static void assertProblemAtTheUnknownField(String condition) {
        String yaml = "rules:\n  - id: a\n    then: log\n    when: " + condition + "\n    tags: [x]\n";
        int offset = yaml.indexOf("xx.yy");
        int line = 1
                + (int) yaml.substring(0, offset).chars().filter(c -> c == '\n').count();
        int column = offset - yaml.lastIndexOf('\n', offset);
        assertThat(places(yaml)).as(yaml).containsExactly(line + ":" + column);
        String dos = yaml.replace("\n", "\r\n");
        assertThat(places(dos)).as(dos).containsExactly(line + ":" + column);
    }

    @Test
    void plain() {
        assertProblemAtTheUnknownField("xx.yy eq \"a\"");
        assertProblemAtTheUnknownField("ssl  and   xx.yy eq \"a\"");
        assertProblemAtTheUnknownField("ssl\n     and not ssl\n\n      and xx.yy");
        assertProblemAtTheUnknownField("http.host eq \"é\uD83D\uDE00\" or xx.yy");
    }

    @Test
    void singleQuoted() {
        assertProblemAtTheUnknownField("'xx.yy'");
        assertProblemAtTheUnknownField("'http.host eq \"it''s\" and xx.yy'");
        assertProblemAtTheUnknownField("'ssl   \n\n     and xx.yy'");
    }

    @Test
    void doubleQuoted() {
        assertProblemAtTheUnknownField("\"xx.yy\"");
        assertProblemAtTheUnknownField("\"http.host eq \\\"a\\\" and xx.yy\"");
        assertProblemAtTheUnknownField("\"http.host eq \\\"\\u00e9\\U0001F600\\x41\\\" and \\\n     xx.yy\"");
        assertProblemAtTheUnknownField("\"ssl\\n\\tand \\\n   \\  xx.yy\"");
    }

    @Test
    void literal() {
        assertProblemAtTheUnknownField("|\n      xx.yy");
        assertProblemAtTheUnknownField("|- # why\n      ssl\n\n        and xx.yy\n");
        assertProblemAtTheUnknownField("|2+\n        ssl and\n          xx.yy\n\n");
    }

    @Test
    void folded() {
        assertProblemAtTheUnknownField(">\n      ssl\n      and xx.yy");
        assertProblemAtTheUnknownField(">-\n      ssl\n\n\n      and\n        not xx.yy\n");
    }

    @Test
    void onTheNextLine() {
        assertProblemAtTheUnknownField("\n      xx.yy");
        assertProblemAtTheUnknownField("# why\n      'xx.yy'");
    }

    @Test
    void flowStyle() {
        String yaml =
                "{\"rules\": [{\"id\": \"a\", \"then\": \"log\", \"when\": \"http.host eq \\\"x\\\" and xx.yy\"}]}";
        assertThat(places(yaml)).containsExactly("1:" + (yaml.indexOf("xx.yy") + 1));
    }

    @Test
    void theEndOfAConditionIsRightBehindItsLastChar() {
        assertThat(places(
                        "rules:\n- id: a\n  then: log\n  when: |\n    ssl and\n\n\n- {id: b, when: ssl, then: log}\n"))
                .containsExactly("5:12");
        assertThat(places("rules: [{id: a, then: log, when: ssl and   }]")).containsExactly("1:41");
    }

    @Test
    void theExcerptShowsTheLineOfTheFile() {
        String yaml = "rules:\n  - id: a\n    then: log\n    when: |\n      ssl\n        and xx.yy # why\n";
        assertThat(problems(yaml).get(0).excerpt()).isEqualTo("        and xx.yy # why\n            ^");
    }

    @Test
    void severalProblemsOfOneConditionAreAllTold() {
        String yaml = "rules:\n- id: a\n  then: log\n  when: xx.yy eq \"a\" and zz.ww eq \"b\"\n";
        assertThat(places(yaml)).isEqualTo(List.of("4:9", "4:26"));
    }
}
