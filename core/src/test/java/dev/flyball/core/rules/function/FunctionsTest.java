package dev.flyball.core.rules.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.regex.Regex;
import dev.flyball.rules.Bytes;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.ValueType;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the entries of the table promise holds for all of them. */
class FunctionsTest {
    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofMinutes(5)).start();
    }

    private static Object call(String name, Object... arguments) {
        return Functions.named(name).call(arguments, meter());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(20),
                Arbitraries.strings().withChars("%u20+aAfg05\u00e9").ofMaxLength(40),
                Arbitraries.of("%252525", "%u003c", "25").list().ofMaxSize(3).map(parts -> String.join("", parts)));
    }

    @Property(tries = 3000)
    void aCallCostsAndGivesNoMoreThanItsEntrySays(@ForAll("texts") String text, @ForAll long seed) {
        Random random = new Random(seed);
        for (Function function : Functions.all()) {
            int extra = function.maxArguments() == Integer.MAX_VALUE
                    ? 3
                    : function.maxArguments() - function.minArguments();
            Object[] arguments = new Object[function.minArguments() + random.nextInt(extra + 1)];
            boolean list = random.nextBoolean();
            long total = 0;
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = argument(function, i, text, list, random);
                total += Function.lengthOf(arguments[i]);
            }
            long most = function.mostSteps(total);
            for (Object argument : arguments) {
                most += argument instanceof Function.Priced priced ? priced.mostSteps(total) : 0;
            }
            Meter meter = meter();
            Object result = function.call(arguments, meter);
            assertThat(meter.stepsUsed()).as(function.name()).isPositive().isLessThanOrEqualTo(most);
            if (!function.name().endsWith("_replace")
                    && !List.of("encode_base64", "join").contains(function.name())) {
                assertThat((long) Function.lengthOf(result))
                        .as(function.name())
                        .isLessThanOrEqualTo(Math.max(total + 1, 64));
            }
        }
    }

    /** Literals of the functions that want some, by place. */
    private static final Map<String, List<List<Object>>> LITERALS = Map.of(
            "url_decode", List.of(List.of(), List.of("ur", "r")),
            "encode_base64", List.of(List.of(), List.of("u", "p", "")),
            "cidr", List.of(List.of(), List.of(1L, 24L, 32L), List.of(1L, 64L, 128L)),
            "cidr6", List.of(List.of(), List.of(1L, 64L, 128L)),
            "split", List.of(List.of(), List.of("2", "%u"), List.of(1L, 3L, 128L)),
            "regex_replace", List.of(List.of(), List.of("(a|%)(.*)", "(2?)(u)+"), List.of("${2}x${1}", "$$", "")),
            "wildcard_replace", List.of(List.of(), List.of("*a*", "*2*", "a*"), List.of("<${1}>"), List.of("s")));

    private static Object argument(Function function, int place, String text, boolean list, Random random) {
        Parameter parameter = function.parameter(place);
        if (parameter.isLiteral()) {
            List<Object> literals = LITERALS.get(function.name()).get(place);
            return prepared(parameter, literals.get(random.nextInt(literals.size())));
        }
        if (parameter.accepts(ValueType.arrayOf(ValueType.BYTES)) && (list || !parameter.accepts(ValueType.BYTES))) {
            return Collections.nCopies(random.nextInt(4), text);
        }
        ValueType type = parameter.types().get(random.nextInt(parameter.types().size()));
        return switch (type.kind()) {
            case BOOL -> random.nextBoolean();
            case INT -> (long) random.nextInt(50) - 25;
            case IP -> IpAddress.v6(random.nextLong(), random.nextLong());
            default -> text.substring(0, random.nextInt(text.length() + 1));
        };
    }

    private static Object prepared(Parameter parameter, Object literal) {
        return parameter.prepared(literal, new Parameter.Compiler() {
            @Override
            public Regex regex(String pattern) {
                return Regex.compile(pattern, RuleOptions.defaults().regexOptions());
            }

            @Override
            public List<String> wildcard(String pattern) {
                return List.of(pattern.split("\\*", -1));
            }
        });
    }

    @Property
    void urlDecodeUndoesUrlEncoding(@ForAll String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        assertThat(call("url_decode", encoded))
                .isEqualTo(Bytes.utf8(URLDecoder.decode(encoded, StandardCharsets.UTF_8)));
    }

    @Test
    void urlDecodeRepeatsTenTimesAtMost() {
        String deep = "%" + "25".repeat(12) + "41";
        assertThat(call("url_decode", deep, "r")).isEqualTo("%" + "25".repeat(2) + "41");
        assertThat(call("url_decode", "%" + "25".repeat(9) + "41", "r")).isEqualTo("A");
    }

    @Property
    void substringTakesWhatIsThere(@ForAll("texts") String text, @ForAll int from, @ForAll int to) {
        int first = Math.floorMod(from, 60) - 30;
        int last = Math.floorMod(to, 60) - 30;
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean after = first < 0 ? i >= text.length() + first : i >= first;
            boolean before = last < 0 ? i < text.length() + last : i < last;
            if (after && before) {
                expected.append(text.charAt(i));
            }
        }
        assertThat(call("substring", text, (long) first, (long) last)).isEqualTo(expected.toString());
        assertThat(call("substring", text, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(text);
    }

    @Test
    void concatDoesNotGrowBeyondItsBound() {
        String half = "x".repeat(Function.MAX_GROWTH / 2 + 1);
        assertThat(call("concat", half, half)).isEqualTo(half + half);
        assertThatThrownBy(() -> call("concat", half, half, half, half))
                .isInstanceOf(FactsException.class)
                .hasMessageContaining("concat()");
    }

    @Test
    void longArgumentsAreChargedAsTheyAreRead() {
        String large = "%41".repeat(1_000_000);
        for (Function function : List.of(Functions.named("lower"), Functions.named("url_decode"))) {
            Meter meter = Budget.of(50_000, Duration.ofMinutes(1)).start();
            AtomicBoolean ended = new AtomicBoolean();
            try {
                function.call(new Object[] {large}, meter);
            } catch (BudgetExceededException e) {
                ended.set(true);
            }
            assertThat(ended).isTrue();
        }
    }

    private static String bytes(byte[] bytes) {
        return Bytes.of(bytes);
    }

    @Property
    void base64IsThatOfTheJdk(@ForAll byte[] bytes) {
        String value = bytes(bytes);
        assertThat(call("encode_base64", value, "p"))
                .isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(call("encode_base64", value))
                .isEqualTo(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        assertThat(call("encode_base64", value, "up"))
                .isEqualTo(Base64.getUrlEncoder().encodeToString(bytes));
        assertThat(call("decode_base64", call("encode_base64", value, "p"))).isEqualTo(value);
        assertThat(call("decode_base64", call("encode_base64", value, "u"))).isEqualTo(value);
    }

    @Test
    void whatIsNoBase64IsAbsent() {
        for (String text : List.of("A", "AAAAA", "AA=A", "A===", "====", "AA A", "AA\u00ff", "=")) {
            assertThat(call("decode_base64", text)).as(text).isNull();
        }
        assertThat(call("decode_base64", "")).isEqualTo("");
    }

    @Property
    void sha256IsThatOfTheJdk(@ForAll byte[] bytes) throws NoSuchAlgorithmException {
        assertThat(call("sha256", bytes(bytes)))
                .isEqualTo(bytes(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Property
    void joinPutsTogetherWhatSplitTookApart(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 128) int limit) {
        Object separator = prepared(Functions.named("split").parameter(1), "2");
        List<?> parts = (List<?>) call("split", text, separator, (long) limit);
        assertThat(parts).hasSizeLessThanOrEqualTo(limit);
        assertThat(parts).isEqualTo(List.of(text.split("2", limit)));
        assertThat(call("join", parts, "2")).isEqualTo(text);
    }

    @Property(tries = 3000)
    void jsonIsLookedUpAsAParserDoes(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder json = new StringBuilder();
        Object tree = json(random, 3, json);
        if (random.nextInt(4) == 0 && json.length() > 0) {
            json.deleteCharAt(random.nextInt(json.length()));
            // Whatever it is now, looking something up ends.
            call("lookup_json_string", json.toString(), "a", 0L);
            return;
        }
        Object[] arguments = {json.toString(), key(random), key(random)};
        Object expected = tree;
        for (int i = 1; i < 3; i++) {
            Object container = expected;
            expected = container instanceof Map<?, ?> map
                    ? map.get(arguments[i])
                    : container instanceof List<?> list && arguments[i] instanceof Long index && index < list.size()
                            ? list.get(index.intValue())
                            : null;
        }
        assertThat(call("lookup_json_string", arguments))
                .as(json.toString())
                .isEqualTo(expected instanceof String ? expected : null);
        assertThat(call("lookup_json_integer", arguments))
                .as(json.toString())
                .isEqualTo(expected instanceof Long ? expected : null);
    }

    private static Object key(Random random) {
        if (random.nextBoolean()) {
            return (long) random.nextInt(3);
        }
        return List.of("a", "b", "\n").get(random.nextInt(3));
    }

    /** Writes a random JSON value and gives what it is: maps, lists, texts, integers, null for all else. */
    private static Object json(Random random, int depth, StringBuilder json) {
        String space = random.nextInt(4) == 0 ? " \n\t" : "";
        json.append(space);
        Object value = null;
        switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 ->
                json.append(List.of("true", "false", "null", "1.5", "-0.1e+7", "99999999999999999999", "1E5")
                        .get(random.nextInt(7)));
            case 1 -> {
                value = random.nextLong();
                json.append(value);
            }
            case 2 -> {
                json.append("\"\\u00e9\\ud83d\\ude00\\n\\\"\"");
                value = Bytes.utf8("\u00e9\ud83d\ude00\n\"");
            }
            case 3, 4 -> {
                json.append("\"x}]\"");
                value = "x}]";
            }
            case 5 -> {
                List<Object> list = new ArrayList<>();
                json.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(json(random, depth - 1, json));
                    json.append(i > 1 ? "," : "");
                }
                json.append(']');
                value = list;
            }
            default -> {
                Map<String, Object> map = new HashMap<>();
                json.append('{').append(space);
                for (int i = random.nextInt(4); i > 0; i--) {
                    String key = List.of("a", "b", "\n").get(random.nextInt(3));
                    json.append(key.equals("\n") ? "\"\\n\"" : "\"" + key + "\"")
                            .append(space)
                            .append(':');
                    map.put(key, json(random, depth - 1, json));
                    json.append(i > 1 ? "," : "");
                }
                json.append('}');
                value = map;
            }
        }
        json.append(space);
        return value;
    }

    @Test
    void jsonIsNotLookedIntoWhereItIsNestedDeeply() {
        assertThat(call("lookup_json_string", "[".repeat(128) + "\"a\"" + "]".repeat(128), 0L))
                .isNull();
        assertThat(call("lookup_json_string", "[".repeat(1_000_000), 0L)).isNull();
        Object[] deep = new Object[129];
        Arrays.fill(deep, 0L);
        deep[0] = "[".repeat(128) + "\"a\"" + "]".repeat(128);
        assertThat(call("lookup_json_string", deep)).isEqualTo("a");
        deep = Arrays.copyOf(deep, 130);
        deep[129] = 0L;
        deep[0] = "[" + deep[0] + "]";
        assertThat(call("lookup_json_string", deep)).isNull();
    }

    @Test
    void replacementsDoNotGrowBeyondTheirBound() {
        String large = "x".repeat(400_000);
        Function replace = Functions.named("regex_replace");
        Object all = prepared(replace.parameter(1), "(.*)");
        assertThat((String) call("regex_replace", large, all, prepared(replace.parameter(2), "${1}${1}")))
                .hasSize(800_000);
        assertThatThrownBy(() -> call("regex_replace", large, all, prepared(replace.parameter(2), "${1}${1}${1}${1}")))
                .isInstanceOf(FactsException.class);
        assertThatThrownBy(() -> call("encode_base64", "x".repeat(4_000_000))).isInstanceOf(FactsException.class);
        assertThatThrownBy(() -> call("join", Collections.nCopies(3, large), ""))
                .isInstanceOf(FactsException.class);
    }
}
