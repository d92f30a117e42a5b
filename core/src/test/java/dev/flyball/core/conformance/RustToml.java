package dev.flyball.core.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads the TOML cases of Rust's regex crate. */
final class RustToml {
    private RustToml() {}

    static void read(Path file, Consumer<ConformanceCase> consumer) throws IOException {
        for (Map<String, Object> test : Toml.parse(Files.readString(file)).getOrDefault("test", List.of())) {
            consumer.accept(parse(file.getFileName() + ":" + test.get("name"), test));
        }
    }

    private static RustCase parse(String id, Map<String, Object> test) {
        String haystack = (String) test.get("haystack");
        byte[] bytes =
                flag(test, "unescape", false) ? Go.unescapeBytes(haystack) : haystack.getBytes(StandardCharsets.UTF_8);
        Object regex = test.get("regex");
        int from = 0;
        int to = bytes.length;
        Object bounds = test.get("bounds");
        if (bounds instanceof List<?> list) {
            from = (int) list.get(0);
            to = (int) list.get(1);
        } else if (bounds instanceof Map<?, ?> map) {
            from = (int) map.get("start");
            to = (int) map.get("end");
        }
        return new RustCase(
                id,
                regex instanceof List<?> set
                        ? set.stream().map(String.class::cast).toList()
                        : List.of((String) regex),
                regex instanceof List<?>,
                bytes,
                from,
                to,
                matches(test),
                (Integer) test.getOrDefault("match-limit", Integer.MAX_VALUE),
                flag(test, "compiles", true),
                flag(test, "anchored", false),
                flag(test, "case-insensitive", false),
                flag(test, "unicode", true),
                flag(test, "utf8", true),
                test.getOrDefault("match-kind", "leftmost-first").equals("leftmost-first")
                        && test.getOrDefault("search-kind", "leftmost").equals("leftmost"),
                "all".equals(test.get("match-kind")) && "overlapping".equals(test.get("search-kind")),
                test.containsKey("line-terminator") && !"\n".equals(test.get("line-terminator")));
    }

    private static boolean flag(Map<String, Object> test, String name, boolean otherwise) {
        return (boolean) test.getOrDefault(name, otherwise);
    }

    private static List<RustCase.Expected> matches(Map<String, Object> test) {
        return ((List<?>) test.getOrDefault("matches", List.of()))
                .stream().map(RustToml::match).toList();
    }

    private static RustCase.Expected match(Object match) {
        if (match instanceof Map<?, ?> map) {
            Object spans = map.containsKey("spans") ? map.get("spans") : map.get("span");
            return new RustCase.Expected((int) map.get("id"), places((List<?>) spans));
        }
        return new RustCase.Expected(0, places((List<?>) match));
    }

    /** One span, or a list of one for each group. */
    private static int[] places(List<?> spans) {
        List<?> groups = !spans.isEmpty() && spans.get(0) instanceof Integer ? List.of(spans) : spans;
        int[] places = new int[2 * groups.size()];
        for (int i = 0; i < groups.size(); i++) {
            List<?> span = (List<?>) groups.get(i);
            places[2 * i] = span.isEmpty() ? -1 : (int) span.get(0);
            places[2 * i + 1] = span.isEmpty() ? -1 : (int) span.get(1);
        }
        return places;
    }
}
