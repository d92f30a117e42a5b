package dev.flyball.core.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RuleFileProperties {
    private static final RuleOptions SMALL = RuleOptions.builder()
            .compileBudget(Budget.of(2_000_000, Duration.ofSeconds(20)))
            .build();

    /** What can be wrong with one rule, as the text that goes wrong in place of what is right. */
    enum Fault {
        KEY("mode:", "mood:"),
        MODE("off", "of"),
        ACTION("log", "logg"),
        STATUS("403", "1403"),
        HEADER("Retry-After", "Retry?After"),
        NUMBER("\"7\"", "7"),
        TAG("t.1", "t/1"),
        FIELD("http.host", "http.hots"),
        OPERATOR("contains", "contain"),
        OPERAND("\"abc\"", "!!!");

        final String right;
        final String wrong;

        Fault(String right, String wrong) {
            this.right = right;
            this.wrong = wrong;
        }
    }

    /** A rule that has each of the {@link Fault}'s right parts once. */
    private static String rule(int number, Random random) {
        String indent = "  " + " ".repeat(random.nextInt(3));
        String condition = "http.host contains \"abc\"";
        String when = switch (random.nextInt(5)) {
            case 0 -> condition;
            case 1 -> "'" + condition + "'";
            case 2 -> "|\n" + indent + "   " + condition.replace(" contains", "\n" + indent + "     contains");
            case 3 -> ">-\n" + indent + " ssl or\n" + indent + " " + condition;
            default -> "\n" + indent + "  ssl or\n" + indent + "  " + condition;
        };
        String block = random.nextBoolean()
                ? "{block: {status: 403, headers: {Retry-After: \"60\"}}}"
                : "\n" + indent + "  block:\n" + indent + "    status: 403\n" + indent + "    headers:\n" + indent
                        + "     Retry-After: 1";
        return "-" + indent.substring(1) + "id: \"7\"\n".replace("7", number < 0 ? "7" : "r" + number)
                + indent + "when: " + when + "\n"
                + indent + "then: " + (random.nextBoolean() ? block : "log") + "\n"
                + indent + "mode: off # why\n"
                + indent + "tags: [t.1]\n";
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void oneFaultInARightFileIsToldOnceAtItsPlace(
            @ForAll Fault fault, @ForAll @IntRange(min = 1, max = 8) int rules, @ForAll long seed) {
        Random random = new Random(seed);
        int faulty = random.nextInt(rules);
        StringBuilder yaml = new StringBuilder("rules:\n");
        int from = 0;
        for (int i = 0; i < rules; i++) {
            from = i == faulty ? yaml.length() : from;
            yaml.append(rule(i == faulty ? -1 : i, random));
        }
        assertThat(RuleFiles.problems(yaml.toString(), SMALL))
                .as(yaml.toString())
                .isEmpty();
        int offset = yaml.indexOf(fault.right, from);
        boolean inFaulty = offset >= 0 && yaml.substring(from, offset).indexOf("\n- ") < 0;
        if (!inFaulty) {
            return; // a rule that logs has no status
        }
        yaml.replace(offset, offset + fault.right.length(), fault.wrong);
        int line = 1
                + (int) yaml.substring(0, offset).chars().filter(c -> c == '\n').count();
        int column = offset - yaml.lastIndexOf("\n", offset - 1);

        List<Diagnostic> problems = RuleFiles.problems(yaml.toString(), SMALL);

        assertThat(problems).as("%s in%n%s", fault, yaml).hasSize(1);
        assertThat(problems.get(0).line() + ":" + problems.get(0).column())
                .as("%s: %s in%n%s", fault, problems.get(0), yaml)
                .isEqualTo(line + ":" + column);
        String[] excerpt = problems.get(0).excerpt().split("\n");
        assertThat(excerpt[0].substring(excerpt[1].indexOf('^'))).startsWith(fault.wrong);
    }

    @Property(tries = 2_000)
    void noTextEndsInAnythingButRulesOrARefusal(@ForAll String text) {
        assertIsRefusedOrTaken(text);
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void noYamlEndsInAnythingButRulesOrARefusal(@ForAll("yaml") String text) {
        assertIsRefusedOrTaken(text);
    }

    private static void assertIsRefusedOrTaken(String text) {
        try {
            List<Rule> rules = RuleSet.parse("any", text, Schema.http(), SMALL).rules();
            assertThat(rules).isNotNull();
        } catch (RuleSyntaxException e) {
            assertThat(e.diagnostics()).isNotEmpty();
            long lines = text.replace("\r\n", "\n")
                            .chars()
                            .filter(c -> c == '\n' || c == '\r')
                            .count()
                    + 1;
            int lastLine = 1;
            for (Diagnostic diagnostic : e.diagnostics()) {
                assertThat(diagnostic.line()).isBetween(lastLine, (int) lines);
                assertThat(diagnostic.column()).isPositive();
                assertThat(diagnostic.message()).isNotBlank();
                lastLine = diagnostic.line();
            }
        } catch (BudgetExceededException e) {
            throw new AssertionError("a short text took the whole budget: " + text, e);
        }
    }

    /** Pieces of rule files in any order. */
    @Provide
    Arbitrary<String> yaml() {
        return Arbitraries.of(
                        "rules:",
                        "lists:",
                        "id: a",
                        "id: b",
                        "when: ssl",
                        "when: |",
                        "when: >-",
                        "then: log",
                        "then: {block:",
                        "{",
                        "}",
                        "[",
                        "]",
                        "- ",
                        "  ",
                        "    ",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "\n",
                        ": ",
                        ", ",
                        "\"",
                        "'",
                        "!",
                        "&a ",
                        "*a",
                        "? ",
                        "#",
                        " #",
                        "\t",
                        "\\",
                        "\\u12",
                        "\\\n",
                        "%YAML 1.1\n",
                        "---\n",
                        "...\n",
                        "|",
                        ">2",
                        "~",
                        "1",
                        "0x",
                        "\uFEFF",
                        "\r\n",
                        "\r",
                        "\u0085",
                        "\uD83D\uDE00",
                        "\uD83D",
                        "\0",
                        "http.host",
                        " eq ",
                        "in {",
                        "10.0.0.0/8",
                        "$a",
                        "<<: ",
                        "mode: off",
                        "tags: [x]",
                        "é",
                        "%",
                        "@",
                        "`")
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }
}
