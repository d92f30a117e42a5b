package dev.flyball.servlet;

import dev.flyball.rules.Action;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer that a rule asks for, as far as it is a valid one. */
final class RuleResponder implements BlockResponder {
    private static final Set<Integer> BODILESS = Set.of(204, 205, 304);
    private static final int MAX_HEADERS = 50;
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    @Override
    public void respond(HttpServletRequest request, HttpServletResponse response, Action block) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Map<String, Object> data = block.data();
        int status = status(data.get("status"));
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (data.get("headers") instanceof Map<?, ?> headers) {
            setHeaders(response, headers);
        }
        if (BODILESS.contains(status)) {
            return;
        }
        String text = data.get("body") instanceof String body ? body : "The request was refused.\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static int status(@Nullable Object wanted) {
        long status = wanted instanceof Number number ? number.longValue() : HttpServletResponse.SC_FORBIDDEN;
        return status >= 200 && status <= 599 ? (int) status : HttpServletResponse.SC_FORBIDDEN;
    }

    private static void setHeaders(HttpServletResponse response, Map<?, ?> headers) {
        int set = 0;
        for (Map.Entry<?, ?> header : headers.entrySet()) {
            if (set < MAX_HEADERS
                    && header.getKey() instanceof String name
                    && isToken(name)
                    && !FRAMING.contains(name.toLowerCase(Locale.ROOT))
                    && (header.getValue() instanceof String || header.getValue() instanceof Number)
                    && isFieldValue(header.getValue().toString())) {
                response.setHeader(name, header.getValue().toString());
                set++;
            }
        }
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isFieldValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }
}
