package dev.flyball.core.rules.profile;

import dev.flyball.core.rules.function.Function;
import dev.flyball.core.rules.profile.Recipe.Fixed;
import dev.flyball.core.rules.profile.Recipe.InBase64;
import dev.flyball.core.rules.profile.Recipe.InJson;
import dev.flyball.core.rules.profile.Recipe.Pump;
import dev.flyball.core.rules.typed.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is worth giving to a function: what it has most to do with, and of what it makes the value that is wanted of it. For
 * one thread.
 */
final class CallSeeds {
    private static final int LONGEST_COUNTED = 1 << 20;
    private static final int MOST_REPEATED = 128;

    private final RegexTrials trials;

    CallSeeds(RegexTrials trials) {
        this.trials = trials;
    }

    /** What a call has much to do with, whatever is wanted of it. */
    List<Object> of(Typed.Call call) {
        return switch (call.function().name()) {
            case "url_decode" -> List.of(Pump.of("%25"), Pump.of("%"), Pump.of("%41"), Pump.of("%u0025"), Pump.of("+"));
            case "decode_base64" -> List.of(Pump.of("QUFB"));
            case "remove_bytes", "split", "join" -> pumps(texts(call));
            case "remove_query_args" ->
                pumps(texts(call).stream().map(name -> name + "=1&").toList());
            case "lookup_json_string", "lookup_json_integer" -> ofJson(call);
            case "regex_replace" ->
                List.copyOf(trials.of(literal(call, 1), true).worst());
            case "wildcard_replace" -> pumps(List.of(literal(call, 1).split("\\*")));
            default -> List.of();
        };
    }

    private static List<Object> ofJson(Typed.Call call) {
        List<Object> seeds = new ArrayList<>(
                List.of(Pump.of("["), Pump.of("[1,"), Pump.of("\\u0041").between("\"", "")));
        for (String key : texts(call)) {
            seeds.add(Pump.of("\"" + key + "\":1,").between("{", ""));
            seeds.add(Pump.of("{\"" + key + "\":"));
            seeds.add(Pump.of("\"" + key + "\":{},").between("{", "\"x\":0}"));
        }
        return seeds;
    }

    private static List<Object> pumps(List<String> pieces) {
        List<Object> pumps = new ArrayList<>();
        for (String piece : pieces) {
            if (!piece.isEmpty()) {
                pumps.add(Pump.of(piece));
                pumps.add(Pump.of(piece + "x"));
            }
        }
        return pumps;
    }

    /** The literals among the arguments after the first that are texts. */
    private static List<String> texts(Typed.Call call) {
        List<String> texts = new ArrayList<>();
        for (Typed.Value argument : call.arguments().subList(1, call.arguments().size())) {
            if (argument instanceof Typed.Constant constant) {
                if (constant.value() instanceof String text) {
                    texts.add(text);
                } else if (constant.value() instanceof Function.Priced priced) {
                    texts.add(priced.text());
                }
            }
        }
        return texts;
    }

    private static String literal(Typed.Call call, int index) {
        Object value = call.arguments().get(index) instanceof Typed.Constant constant ? constant.value() : "";
        return value instanceof Function.Priced priced ? priced.text() : String.valueOf(value);
    }

    /** Of what the call makes something like that, as far as is easy to say. */
    static Object asArgument(Typed.Call call, Object seed) {
        String name = call.function().name();
        if (name.equals("len") && seed instanceof Long length) {
            return new Fixed("x".repeat((int) Math.max(0, Math.min(length, LONGEST_COUNTED))));
        }
        if (name.equals("lookup_json_string") && seed instanceof Recipe recipe) {
            return inJson(call, recipe);
        }
        if (name.equals("lookup_json_integer") && seed instanceof Long number) {
            return new Fixed(jsonBefore(call) + number + jsonAfter(call));
        }
        if (name.equals("decode_base64") && seed instanceof Recipe recipe) {
            return new InBase64(recipe);
        }
        if (name.equals("substring")
                && seed instanceof Pump pump
                && call.arguments().get(1) instanceof Typed.Constant from
                && from.value() instanceof Long index) {
            return pump.between("x".repeat((int) Math.max(0, Math.min(index, LONGEST_COUNTED))), "");
        }
        return name.equals("url_decode") ? encoded(seed) : seed;
    }

    private static Object encoded(Object seed) {
        if (seed instanceof Pump pump) {
            return pump.map(CallSeeds::encoded);
        }
        return seed instanceof Fixed fixed ? new Fixed(encoded(fixed.text())) : seed;
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            encoded.append(c == '%' || c == '+' ? String.format(Locale.ROOT, "%%%02X", (int) c) : String.valueOf(c));
        }
        return encoded.toString();
    }

    private static Recipe inJson(Typed.Call call, Recipe recipe) {
        return new InJson(jsonBefore(call) + "\"", recipe, "\"" + jsonAfter(call));
    }

    private static String jsonBefore(Typed.Call call) {
        StringBuilder before = new StringBuilder();
        for (Typed.Value argument : call.arguments().subList(1, call.arguments().size())) {
            if (argument instanceof Typed.Constant constant && constant.value() instanceof Long index) {
                before.append('[').append("0,".repeat((int) Math.max(0, Math.min(index, MOST_REPEATED))));
            } else if (argument instanceof Typed.Constant constant && constant.value() instanceof String key) {
                before.append("{\"").append(key).append("\":");
            }
        }
        return before.toString();
    }

    private static String jsonAfter(Typed.Call call) {
        StringBuilder after = new StringBuilder();
        for (Typed.Value argument : call.arguments().subList(1, call.arguments().size())) {
            if (argument instanceof Typed.Constant constant) {
                after.insert(0, constant.value() instanceof Long ? ']' : '}');
            }
        }
        return after.toString();
    }

    /** Of what a call makes a list in which that stands at an index. */
    static Object asElement(Typed.Call call, int index, Object seed) {
        if (call.function().name().equals("split")
                && seed instanceof Pump pump
                && call.arguments().get(1) instanceof Typed.Constant) {
            return pump.between(("x" + literal(call, 1)).repeat(Math.min(index, MOST_REPEATED)), "");
        }
        return seed;
    }
}
