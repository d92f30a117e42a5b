package dev.flyball.benchmarks.rules;

import dev.flyball.rules.Facts;
import dev.flyball.rules.Schema;
import java.util.List;
import java.util.Map;

/** One request, in the forms in which the engines want it. */
public record Request(String host, String method, String path, String kind) {
    /** For our engine. */
    public Facts facts() {
        return Facts.builder(Schema.http())
                .set("http.host", host)
                .set("http.request.method", method)
                .set("http.request.uri.path", path)
                .set("http.request.headers", Map.of("x-kind", List.of(kind), "accept", List.of("text/html")))
                .build();
    }

    /** For CEL: variables. */
    public Map<String, Object> variables() {
        return Map.of(
                "host", host,
                "method", method,
                "path", path,
                "headers", Map.of("x-kind", List.of(kind), "accept", List.of("text/html")));
    }

    /** For event-ruler: names and values as JSON, in the order of the names. */
    public String[] flattened() {
        return new String[] {
            "host", quoted(host), "kind", quoted(kind), "method", quoted(method), "path", quoted(path),
        };
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
