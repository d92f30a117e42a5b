package dev.flyball.rules;

/** The HTTP fields of Cloudflare's Rules language, as far as one server can know them. */
final class HttpSchema {
    private static final ValueType STRINGS = ValueType.arrayOf(ValueType.BYTES);
    private static final ValueType MULTIMAP = ValueType.mapOf(STRINGS);

    static final Schema SCHEMA = Schema.builder()
            .field("http.host", ValueType.BYTES)
            .field("http.user_agent", ValueType.BYTES)
            .field("http.referer", ValueType.BYTES)
            .field("http.cookie", ValueType.BYTES)
            .field("http.x_forwarded_for", ValueType.BYTES)
            .field("http.request.method", ValueType.BYTES)
            .field("http.request.version", ValueType.BYTES)
            .field("http.request.full_uri", ValueType.BYTES)
            .field("http.request.uri", ValueType.BYTES)
            .field("http.request.uri.path", ValueType.BYTES)
            .field("http.request.uri.path.extension", ValueType.BYTES)
            .field("http.request.uri.query", ValueType.BYTES)
            .field("http.request.uri.args", MULTIMAP)
            .field("http.request.uri.args.names", STRINGS)
            .field("http.request.uri.args.values", STRINGS)
            .field("http.request.headers", MULTIMAP)
            .field("http.request.headers.names", STRINGS)
            .field("http.request.headers.values", STRINGS)
            .field("http.request.headers.truncated", ValueType.BOOL)
            .field("http.request.cookies", MULTIMAP)
            .field("http.request.accepted_languages", STRINGS)
            .field("http.request.body.raw", ValueType.BYTES, Phase.BODY)
            .field("http.request.body.size", ValueType.INT, Phase.BODY)
            .field("http.request.body.truncated", ValueType.BOOL, Phase.BODY)
            .field("http.request.body.mime", ValueType.BYTES)
            .field("http.request.body.form", MULTIMAP, Phase.BODY)
            .field("http.request.body.form.names", STRINGS, Phase.BODY)
            .field("http.request.body.form.values", STRINGS, Phase.BODY)
            .field("http.request.timestamp.sec", ValueType.INT)
            .field("http.request.timestamp.msec", ValueType.INT)
            .field("http.response.code", ValueType.INT, Phase.RESPONSE)
            .field("http.response.headers", MULTIMAP, Phase.RESPONSE)
            .field("http.response.content_type.media_type", ValueType.BYTES, Phase.RESPONSE)
            .field("ip.src", ValueType.IP)
            .field("ssl", ValueType.BOOL)
            .field("raw.http.request.full_uri", ValueType.BYTES)
            .field("raw.http.request.uri", ValueType.BYTES)
            .field("raw.http.request.uri.path", ValueType.BYTES)
            .field("raw.http.request.uri.path.extension", ValueType.BYTES)
            .field("raw.http.request.uri.query", ValueType.BYTES)
            .field("raw.http.request.uri.args", MULTIMAP)
            .field("raw.http.request.uri.args.names", STRINGS)
            .field("raw.http.request.uri.args.values", STRINGS)
            .build();

    private HttpSchema() {}
}
