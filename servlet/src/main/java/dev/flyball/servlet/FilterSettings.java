package dev.flyball.servlet;

import dev.flyball.Budget;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a filter was configured with, and how each field of its engine's schema is computed. Thread-safe. */
final class FilterSettings {
    private final RuleEngine engine;
    private final Schema schema;
    private final Budget budget;
    private final int maxBodyBytes;
    private final int maxFormBytes;
    private final int maxParameters;
    private final int maxHeaders;
    private final int maxHeaderBytes;
    private final ClientAddress clientAddress;
    private final DecisionListener listener;
    private final Function<HttpServletRequest, @Nullable String> key;
    private final BlockResponder responder;
    private final List<Function<HttpFacts, @Nullable Object>> sources;
    private final RuleNeeds.Known needs = new RuleNeeds.Known();

    FilterSettings(FlyballFilter.Builder b) {
        this.engine = b.engine;
        this.schema = b.engine.live().schema();
        this.budget = b.budget;
        this.maxBodyBytes = b.maxBodyBytes;
        this.maxFormBytes = b.maxFormBytes;
        this.maxParameters = b.maxParameters;
        this.maxHeaders = b.maxHeaders;
        this.maxHeaderBytes = b.maxHeaderBytes;
        this.clientAddress = b.clientAddress;
        this.listener = b.listener;
        this.key = b.key;
        this.responder = b.responder;
        List<Function<HttpFacts, @Nullable Object>> all = new ArrayList<>();
        for (Field field : schema.fields()) {
            all.add(source(field, schema, b.facts));
        }
        this.sources = List.copyOf(all);
        for (String name : b.facts.keySet()) {
            schema.field(name);
        }
    }

    private static Function<HttpFacts, @Nullable Object> source(
            Field field, Schema schema, Map<String, Function<HttpServletRequest, @Nullable Object>> hostFacts) {
        Function<HttpServletRequest, @Nullable Object> ofHost = hostFacts.get(field.name());
        if (ofHost != null) {
            return facts -> {
                Object value = ofHost.apply(facts.request());
                // The builder checks and converts.
                return value == null
                        ? null
                        : Facts.builder(schema).set(field, value).build().value(field);
            };
        }
        Field known = Schema.http().fieldOrNull(field.name());
        Function<HttpFacts, @Nullable Object> ofServlet = HttpFacts.source(field.name());
        if (ofServlet != null && known != null && known.type().equals(field.type())) {
            return ofServlet;
        }
        return facts -> null;
    }

    Function<HttpFacts, @Nullable Object> source(Field field) {
        return sources.get(field.index());
    }

    RuleEngine engine() {
        return engine;
    }

    RuleNeeds needs(RuleSet rules) {
        return needs.of(rules);
    }

    Schema schema() {
        return schema;
    }

    Budget budget() {
        return budget;
    }

    int maxBodyBytes() {
        return maxBodyBytes;
    }

    int maxFormBytes() {
        return maxFormBytes;
    }

    int maxParameters() {
        return maxParameters;
    }

    int maxHeaders() {
        return maxHeaders;
    }

    int maxHeaderBytes() {
        return maxHeaderBytes;
    }

    ClientAddress clientAddress() {
        return clientAddress;
    }

    @Nullable
    String key(HttpServletRequest request) {
        return key.apply(request);
    }

    DecisionListener listener() {
        return listener;
    }

    BlockResponder responder() {
        return responder;
    }
}
