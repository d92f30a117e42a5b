package dev.flyball.servlet;

import dev.flyball.rules.Bytes;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A body that was read ahead, as the application reads it again: once, in one of the ways that a servlet can. Shared by
 * all dispatches of a request. The container cannot parse a form that it has not kept, so that is done here.
 */
final class ReplayedBody {
    private enum Use {
        NONE,
        STREAM,
        READER,
        FORM
    }

    private final ReplayedInputStream stream;
    private final String mediaType;
    private final String contentType;
    private final @Nullable String query;
    private final int maxParameters;
    private final int maxFormBytes;
    private Use use = Use.NONE;
    private @Nullable BufferedReader reader;
    private @Nullable String form;
    private @Nullable List<Part> parts;

    /**
     * A body that nobody has read again yet.
     *
     * @param query the query string that the request came with
     */
    ReplayedBody(
            ReplayedInputStream stream,
            String mediaType,
            String contentType,
            @Nullable String query,
            int maxParameters,
            int maxFormBytes) {
        this.stream = stream;
        this.mediaType = mediaType;
        this.contentType = contentType;
        this.query = query;
        this.maxParameters = maxParameters;
        this.maxFormBytes = maxFormBytes;
    }

    ReplayedInputStream stream() {
        if (use == Use.READER) {
            throw new IllegalStateException("getReader() was called before");
        }
        use = Use.STREAM;
        return stream;
    }

    BufferedReader reader(Charset charset) {
        if (use == Use.STREAM) {
            throw new IllegalStateException("getInputStream() was called before");
        }
        use = Use.READER;
        if (reader == null) {
            reader = new BufferedReader(new InputStreamReader(stream, charset));
        }
        return reader;
    }

    boolean isMultipart() {
        return mediaType.equals(RequestBody.MULTIPART);
    }

    /** Whether the body holds parameters, so that the container no longer knows all of them. */
    boolean hasParameters() {
        return isMultipart() || mediaType.equals(RequestBody.FORM);
    }

    @Nullable
    String query() {
        return query;
    }

    int maxParameters() {
        return maxParameters;
    }

    /**
     * The text of a form, as bytes; empty if the application has taken the body in another way.
     *
     * @throws IllegalStateException if it is too long
     */
    String form() throws IOException {
        if (form == null) {
            form = "";
            if (use == Use.NONE) {
                use = Use.FORM;
                byte[] bytes = stream.readNBytes(maxFormBytes);
                if (stream.read() >= 0) {
                    throw new IllegalStateException("a form of more than " + maxFormBytes + " bytes");
                }
                form = Bytes.of(bytes);
            }
        }
        return form;
    }

    /** The parts of a multipart body, which is held whole; its stream stays where it is. */
    List<Part> parts(@Nullable File directory) throws IOException {
        if (parts == null) {
            parts = Multipart.parse(stream.head(), contentType, maxParameters, directory);
        }
        return parts;
    }
}
