package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Printing and parsing are each other's inverse. */
class SyntaxPrinterProperties {
    private final Conditions conditions = new Conditions(Conditions.SCHEMA);

    private static Syntax.Expression parse(String text) {
        Problems problems = new Problems();
        List<Token> tokens = Lexer.tokens(text, problems, Conditions.meter());
        Syntax.Expression syntax = Parser.parse(tokens, 128, problems, Conditions.meter());
        assertThat(problems.inOrder()).as(text).isEmpty();
        return syntax;
    }

    /** A tree without its places, written in a way that has nothing to do with the language. */
    private static String shape(Object node) {
        if (node instanceof Syntax.Logical logical) {
            return logical.operator() + shape(logical.operands());
        }
        if (node instanceof Syntax.Not not) {
            return "NOT" + shape(List.of(not.operand()));
        }
        if (node instanceof Syntax.Comparison comparison) {
            return shape(comparison.value())
                    + (comparison.operand() == null ? "" : comparison.operator() + shape(comparison.operand()));
        }
        if (node instanceof Syntax.Value value) {
            return shape(value.base()) + shape(value.indexes());
        }
        if (node instanceof Syntax.Call call) {
            return "CALL " + call.name() + shape(call.arguments());
        }
        if (node instanceof Syntax.Members set) {
            return "SET" + shape(set.members());
        }
        if (node instanceof List<?> list) {
            return list.stream().map(SyntaxPrinterProperties::shape).collect(Collectors.joining("; ", "[[", "]]"));
        }
        String own = node instanceof Syntax.FieldName field
                ? field.name()
                : node instanceof Syntax.Key key
                        ? key.bytes()
                        : node instanceof Syntax.Position position
                                ? "" + position.index()
                                : node instanceof Syntax.Text text
                                        ? text.bytes()
                                        : node instanceof Syntax.Pattern pattern
                                                ? pattern.pattern()
                                                : node instanceof Syntax.Word word
                                                        ? word.text()
                                                        : node instanceof Syntax.ListName list ? list.name() : "";
        return node.getClass().getSimpleName() + "<" + own.length() + ":" + own + ">";
    }

    @Property(tries = 2000)
    void whatIsPrintedIsParsedToTheSameTree(@ForAll long seed) {
        RandomConditions.Bool condition = new RandomConditions(new Random(seed)).condition(4);
        Syntax.Expression tree = parse(condition.text());
        String printed = SyntaxPrinter.print(tree);
        assertThat(shape(parse(printed)))
                .as("%s printed as %s", condition.text(), printed)
                .isEqualTo(shape(tree));
        assertThat(SyntaxPrinter.print(parse(printed))).isEqualTo(printed);
        assertThat(shape(parse(SyntaxPrinter.print(tree, 20)))).isEqualTo(shape(tree));
    }

    @Property(tries = 300)
    void whatIsPrintedMeansTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        RandomConditions.Bool condition = new RandomConditions(random).condition(3);
        String printed = SyntaxPrinter.print(parse(condition.text()));
        for (int i = 0; i < 5; i++) {
            Map<String, Object> facts = new RandomConditions(random).facts();
            assertThat(conditions.test(printed, facts))
                    .as(printed)
                    .isEqualTo(condition.meaning().apply(facts));
        }
    }

    @Property
    void anyBytesAndAnyRegexArePrintedSoThatTheyAreReadAgain(@ForAll String text, @ForAll long seed) {
        String bytes = Bytes.utf8(text.codePoints()
                .filter(c -> !(c >= 0xD800 && c < 0xE000))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
        Span span = new Span(0, 0);
        Syntax.Value value =
                new Syntax.Value(new Syntax.FieldName("s", span), List.of(new Syntax.Key(bytes, span)), span);
        Random random = new Random(seed);
        String pattern = random.ints(random.nextInt(12), 0, 8)
                .mapToObj(i ->
                        List.of("\"", "#", "\\", "[", "]", "a", "é", "\"##").get(i))
                .collect(Collectors.joining());
        for (Syntax.Operand operand :
                List.of(new Syntax.Text(bytes, span), new Syntax.Pattern(pattern, Origins.NONE, span))) {
            Operator operator = operand instanceof Syntax.Text ? Operator.CONTAINS : Operator.MATCHES;
            Syntax.Comparison comparison = new Syntax.Comparison(value, operator, operand, span, span);
            assertThat(shape(parse(SyntaxPrinter.print(comparison)))).isEqualTo(shape(comparison));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '`',
            value = {
                "`((t))and(! f ||n>5)` = t and (not f or n gt 5)",
                "t && (t && f) = t and (t and f)",
                "t or f and t ^^ f = t or f and t xor f",
                "not (not t) = not not t",
                "any((as[*]~\"a\"&&as[*]~\"b\")) = any((as[*] matches \"a\" and as[*] matches \"b\"))",
                "s  contains 61:62  # why = s contains 61:62",
                "n in{1  0x2 3..4} = n in {1 0x2 3..4}",
                "ms[\"\\x61é\"] strict   wildcard r\"a\\*\" = ms[\"a\\xc3\\xa9\"] strict wildcard \"a\\\\*\""
            })
    void thereIsOneWayToPrint(String text, String printed) {
        assertThat(SyntaxPrinter.print(parse(text))).isEqualTo(printed);
    }
}
