package dev.flyball.core.differential;

import dev.flyball.regex.RegexOptions;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random patterns, with inputs that come close to matching them. All of it shrinks. */
public final class RegexCases {
    private RegexCases() {}

    /** A pattern with options and an input. */
    public record Case(Rx rx, RegexOptions options, String input) {
        public String pattern() {
            return rx.re2();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("Case[");
            if (options.caseInsensitive()) {
                text.append("(?i)");
            }
            if (options.multiLine()) {
                text.append("(?m)");
            }
            if (options.dotAll()) {
                text.append("(?s)");
            }
            if (options.ungreedy()) {
                text.append("(?U)");
            }
            return text.append(escaped(pattern()))
                    .append(" in \"")
                    .append(escaped(input))
                    .append("\"]")
                    .toString();
        }
    }

    /** Text that can be read in a report. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c >= ' ' && c < 0x7F ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return escaped.toString();
    }

    /** What characters a case is made of. */
    public enum Alphabet {
        /** Few letters, so that patterns and inputs meet. */
        TINY(List.of((int) 'a', (int) 'b', (int) 'c')),
        /** ASCII of every kind that assertions and classes tell apart. */
        ASCII(List.of(
                (int) 'a',
                (int) 'b',
                (int) 'B',
                (int) 'z',
                (int) '0',
                (int) '_',
                (int) ' ',
                (int) '\n',
                (int) '-',
                (int) '.')),
        /** Letters whose case is folded in unusual ways: K ſ Å µ ẞ σς ǅ, Cherokee, Georgian, Deseret, and loners. */
        FOLDING(List.of(
                (int) 'k', (int) 'K', 0x212A, (int) 's', (int) 'S', 0x17F, 0xE5, 0xC5, 0x212B, 0xB5, 0x3BC, 0x39C, 0xDF,
                0x1E9E, 0x3C3, 0x3C2, 0x3A3, 0x1C4, 0x1C5, 0x1C6, 0x13A0, 0xAB70, 0x13F8, 0x13F0, 0x10400, 0x10428,
                0x130, 0x131, 0x1E9B, 0x1E61, 0x345, 0x3B9, 0x1FBE, 0x3D1, 0x3B8, 0x398, 0x3F4, 0x4E00)),
        /** Code points of every length, with surrogates that have no partner. */
        WIDE(List.of(
                (int) 'a', 0x7F, 0x80, 0xFF, 0x100, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF, 0xD83D, 0xDE00,
                0xD800, 0xDFFF, 0xE000, 0));

        final List<Integer> codePoints;

        Alphabet(List<Integer> codePoints) {
            this.codePoints = codePoints;
        }
    }

    public static Arbitrary<Case> cases(Alphabet alphabet) {
        return patterns(alphabet)
                .flatMap(rx -> Combinators.combine(options(alphabet), inputs(rx, alphabet))
                        .as((options, input) -> new Case(rx, options, input)));
    }

    public static Arbitrary<Case> cases() {
        return Arbitraries.of(Alphabet.values()).flatMap(RegexCases::cases);
    }

    private static Arbitrary<RegexOptions> options(Alphabet alphabet) {
        Arbitrary<Boolean> rarely = Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
        Arbitrary<Boolean> fold = alphabet == Alphabet.FOLDING ? Arbitraries.of(true, false) : rarely;
        return Combinators.combine(fold, rarely, rarely, rarely)
                .as((i, m, s, u) -> RegexOptions.builder()
                        .caseInsensitive(i)
                        .multiLine(m)
                        .dotAll(s)
                        .ungreedy(u)
                        .build());
    }

    static Arbitrary<Rx> patterns(Alphabet alphabet) {
        return pattern(alphabet, 4);
    }

    private static Arbitrary<Rx> pattern(Alphabet alphabet, int depth) {
        if (depth == 0) {
            return atom(alphabet);
        }
        Arbitrary<Rx> smaller = Arbitraries.lazy(() -> pattern(alphabet, depth - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(3, atom(alphabet)),
                Tuple.of(4, smaller.list().ofMinSize(2).ofMaxSize(4).map(Rx.Sequence::new)),
                Tuple.of(
                        3,
                        Combinators.combine(
                                        opening(), smaller.list().ofMinSize(2).ofMaxSize(3))
                                .as(Rx.Choice::new)),
                Tuple.of(2, Combinators.combine(groupOpening(), smaller).as(Rx.Group::new)),
                Tuple.of(3, repeated(smaller)));
    }

    private static Arbitrary<String> opening() {
        return Arbitraries.of("(?:", "(");
    }

    private static Arbitrary<String> groupOpening() {
        return Arbitraries.frequency(
                Tuple.of(6, "("), Tuple.of(2, "(?:"), Tuple.of(2, "(?i:"), Tuple.of(1, "(?-i:"), Tuple.of(1, "(?s:"));
    }

    private static Arbitrary<Rx> repeated(Arbitrary<Rx> body) {
        Arbitrary<String> operators = Arbitraries.of("*", "+", "?", "{2}", "{0,1}", "{1,3}", "{2,}", "{0}", "{0,2}");
        return Combinators.combine(body, operators, Arbitraries.of("", "?")).as((rx, operator, lazy) -> {
            int min = switch (operator) {
                case "+", "{1,3}" -> 1;
                case "{2}", "{2,}" -> 2;
                default -> 0;
            };
            int max = switch (operator) {
                case "?", "{0,1}" -> 1;
                case "{2}", "{0,2}" -> 2;
                case "{0}" -> 0;
                default -> 3;
            };
            // A repetition of a repetition is not allowed without a group.
            Rx single = rx instanceof Rx.Repeated || rx instanceof Rx.Empty ? new Rx.Group("(?:", rx) : rx;
            return new Rx.Repeated(single, operator + lazy, min, max);
        });
    }

    private static Arbitrary<Rx> atom(Alphabet alphabet) {
        Arbitrary<Integer> codePoint = Arbitraries.of(alphabet.codePoints);
        Arbitrary<Rx> literal = Combinators.combine(codePoint, Arbitraries.of(false, false, true))
                .as(Rx.Literal::new);
        Arbitrary<Rx> assertion = Arbitraries.of(
                new Rx.Empty("^", "^", "(?<![^\\n])"),
                new Rx.Empty("$", "\\z", "(?![^\\n])"),
                new Rx.Empty("\\b", "\\b", "\\b"),
                new Rx.Empty("\\B", "\\B", "\\B"),
                new Rx.Empty("\\A", "\\A", "\\A"),
                new Rx.Empty("\\z", "\\z", "\\z"),
                new Rx.Empty("(?:)", "(?:)", "(?:)"));
        List<Integer> all = alphabet.codePoints;
        Arbitrary<Rx> named = Arbitraries.of(
                        ".", "\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "[[:alpha:]]", "[^[:word:]]")
                .map(text -> new Rx.OneOf(text, jdkClass(text), all));
        return Arbitraries.frequencyOf(
                Tuple.of(10, literal),
                Tuple.of(2, named),
                Tuple.of(3, characterClass(codePoint)),
                Tuple.of(2, assertion));
    }

    private static String jdkClass(String re2) {
        return switch (re2) {
            case "\\s" -> "[\\t\\n\\f\\r ]";
            case "\\S" -> "[^\\t\\n\\f\\r ]";
            case "[[:alpha:]]" -> "[A-Za-z]";
            case "[^[:word:]]" -> "\\W";
            default -> re2;
        };
    }

    private static Arbitrary<Rx> characterClass(Arbitrary<Integer> codePoint) {
        Arbitrary<List<Integer>> ends = codePoint.list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(ends, Arbitraries.of(false, false, false, true), Arbitraries.of(false, true))
                .as((members, negated, ranges) -> {
                    StringBuilder text = new StringBuilder(negated ? "[^" : "[");
                    for (int i = 0; i < members.size(); i++) {
                        int first = members.get(i);
                        text.append(Rx.Literal.quote(first, isSurrogate(first)));
                        // RE2/J takes milliseconds to fold a wide range.
                        if (ranges
                                && i + 1 < members.size()
                                && members.get(i + 1) >= first
                                && members.get(i + 1) - first < 2_000) {
                            int last = members.get(++i);
                            text.append('-').append(Rx.Literal.quote(last, isSurrogate(last)));
                        }
                    }
                    text.append(']');
                    return new Rx.OneOf(text.toString(), text.toString(), members);
                });
    }

    static boolean isSurrogate(int codePoint) {
        return codePoint >= 0xD800 && codePoint <= 0xDFFF;
    }

    /** Texts that the pattern would match but for a few changes. */
    private static Arbitrary<String> inputs(Rx rx, Alphabet alphabet) {
        Arbitrary<String> noise = Arbitraries.of(alphabet.codePoints)
                .list()
                .ofMaxSize(6)
                .map(list -> list.stream().map(Character::toString).reduce("", String::concat));
        Arbitrary<String> sample = Arbitraries.integers()
                .between(0, 1000)
                .list()
                .ofMaxSize(24)
                .map(decisions -> {
                    StringBuilder text = new StringBuilder();
                    rx.sample(new Rx.Choices(decisions), text);
                    return text.length() > 40 ? text.substring(0, 40) : text.toString();
                });
        Arbitrary<String> near = Combinators.combine(
                        noise, sample, noise, sample, Arbitraries.integers().between(0, 80), noise)
                .as((before, first, between, second, at, instead) -> {
                    String whole = before + first + between + second;
                    int cut = Math.min(at, whole.length());
                    int rest = Math.min(whole.length(), cut + instead.length());
                    return at < 40 ? whole.substring(0, cut) + instead + whole.substring(rest) : whole;
                });
        return Arbitraries.frequencyOf(Tuple.of(1, noise), Tuple.of(2, sample), Tuple.of(3, near));
    }
}
