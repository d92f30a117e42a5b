package dev.flyball.cli;

import dev.flyball.rules.IpAddress;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the combined log format, {@code client - user [time] "request" status size "referer" "agent"}, or of the common
 * one, which ends behind the size; with the host's name in front if the line has it. Escapes of Apache and nginx are
 * undone. What comes behind is passed over.
 */
final class CombinedLog {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private final String line;
    private int at;

    private CombinedLog(String line) {
        this.line = line;
    }

    /** The request, or null if the line is no such line. */
    static Request.@Nullable Builder parse(String line) {
        return new CombinedLog(line).parse();
    }

    private Request.@Nullable Builder parse() {
        int bracket = line.indexOf(" [");
        int closing = bracket < 0 ? -1 : line.indexOf(']', bracket);
        int space = line.indexOf(' ');
        if (closing < 0 || space >= bracket) {
            return null;
        }
        Request.Builder request = new Request.Builder();
        String first = line.substring(0, space);
        int second = line.indexOf(' ', space + 1);
        request.client = IpAddress.parseOrNull(first);
        if (request.client == null && second > 0 && second <= bracket) {
            request.client = IpAddress.parseOrNull(line.substring(space + 1, second));
            if (request.client != null) {
                request.header("host", first);
            }
        }
        request.timeMillis = millis(line.substring(bracket + 2, closing));
        at = closing + 1;
        String requestLine = quoted();
        if (requestLine == null || !request.requestLine(requestLine)) {
            return null;
        }
        request.response = response();
        header(request, "referer", quoted());
        header(request, "user-agent", quoted());
        return request;
    }

    private static void header(Request.Builder request, String name, @Nullable String value) {
        if (value != null && !value.equals("-")) {
            request.header(name, value);
        }
    }

    private static long millis(String time) {
        try {
            return OffsetDateTime.parse(time, TIME).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            return -1; // such a log has another format of times: rules see none
        }
    }

    /** What the status behind the request tells; null if there is none. */
    private @Nullable Response response() {
        int start = at;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int end = Math.min(start + 3, line.length());
        String status = line.substring(start, end);
        boolean whole = end == line.length() || line.charAt(end) == ' ';
        return whole && status.matches("[1-5][0-9]{2}") ? new Response(Integer.parseInt(status), null, null) : null;
    }

    /** The next text in quotes, or null if there is none. */
    private @Nullable String quoted() {
        int open = line.indexOf('"', at);
        if (open < 0) {
            return null;
        }
        int close = open + 1;
        boolean escapes = false;
        while (close < line.length() && line.charAt(close) != '"') {
            boolean escape = line.charAt(close) == '\\';
            escapes |= escape;
            close += escape ? 2 : 1;
        }
        if (close >= line.length()) {
            at = line.length();
            return null;
        }
        at = close + 1;
        String text = line.substring(open + 1, close);
        return escapes ? unescaped(text) : text;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'x' -> {
                    int high = i + 2 < text.length() ? NamedValues.hexDigit(text.charAt(i + 1)) : -1;
                    int low = high < 0 ? -1 : NamedValues.hexDigit(text.charAt(i + 2));
                    if (low < 0) {
                        plain.append("\\x");
                    } else {
                        plain.append((char) (high << 4 | low));
                        i += 2;
                    }
                }
                default -> plain.append(escape);
            }
        }
        return plain.toString();
    }
}
