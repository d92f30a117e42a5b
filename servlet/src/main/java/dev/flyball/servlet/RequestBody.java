package dev.flyball.servlet;

import dev.flyball.rules.Bytes;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, of which no more than a fixed number of bytes is ever held. It is read at most once, when it is
 * first asked for, and the application then gets a request that reads the same bytes again. What cannot be read throws
 * {@link UncheckedIOException}, but for {@link #read()}.
 *
 * <p>A multipart body is held whole or not at all: what is held is no longer there for the container's own parser.
 */
final class RequestBody {
    static final String FORM = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data";

    private static final byte[] NOTHING = {};

    private final HttpServletRequest request;
    private final int max;
    private final String mediaType;

    /** What was read, up to one byte more than {@link #max}; null before. */
    private byte @Nullable [] head;

    private @Nullable ServletInputStream rest;

    RequestBody(HttpServletRequest request, int max) {
        this.request = request;
        this.max = max;
        this.mediaType = mediaType(request.getContentType());
    }

    /** The media type without its parameters, in lower case; empty if the request tells none. */
    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return Headers.lower(Headers.bytes(type).strip());
    }

    String mediaType() {
        return mediaType;
    }

    /** Waits for the body, or as much of it as is held. Does nothing the second time. */
    void read() throws IOException {
        if (head != null) {
            return;
        }
        if (!isThere() || isLeftToContainer()) {
            head = NOTHING;
            return;
        }
        rest = request.getInputStream();
        head = rest.readNBytes(max + 1);
    }

    /** Whether there may be a body: an HTTP/1 request tells. */
    private boolean isThere() {
        long length = request.getContentLengthLong();
        return length > 0
                || length < 0
                        && (request.getHeader("Transfer-Encoding") != null
                                || !request.getProtocol().startsWith("HTTP/1"));
    }

    private boolean isLeftToContainer() {
        long length = request.getContentLengthLong();
        return max == 0 || mediaType.equals(MULTIPART) && (length < 0 || length > max);
    }

    /** The bytes that rules see. */
    String text() {
        byte[] bytes = bytes();
        return Bytes.of(bytes.length <= max ? bytes : Arrays.copyOf(bytes, max));
    }

    /** The length that the request tells; if it tells none, the number of bytes that were read. */
    long size() {
        long told = request.getContentLengthLong();
        return told >= 0 ? told : bytes().length;
    }

    /** Whether there is more than rules see. */
    boolean isTruncated() {
        return bytes().length > max || isThere() && isLeftToContainer();
    }

    /** The parts of a multipart body that have no file name; none if it was left to the container. */
    Parameters fields(int max) {
        Parameters fields = new Parameters(max);
        byte[] bytes = bytes();
        if (bytes.length > 0) {
            try {
                for (Part part : Multipart.parse(bytes, String.valueOf(request.getContentType()), max, null)) {
                    if (part.getSubmittedFileName() == null) {
                        fields.add(
                                Bytes.utf8(part.getName()),
                                Bytes.of(part.getInputStream().readAllBytes()));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return fields;
    }

    private byte[] bytes() {
        try {
            read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = head;
        return bytes == null ? NOTHING : bytes;
    }

    /** The request that the application is to see. */
    HttpServletRequest replayed(int maxParameters, int maxFormBytes) {
        byte[] bytes = head;
        ServletInputStream stream = rest;
        if (bytes == null || stream == null) {
            return request;
        }
        ReplayedBody body = new ReplayedBody(
                new ReplayedInputStream(bytes, stream, bytes.length <= max),
                mediaType,
                String.valueOf(request.getContentType()),
                request.getQueryString(),
                maxParameters,
                maxFormBytes);
        return ReplayedRequest.begin(request, body);
    }
}
