package dev.flyball.servlet;

import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One part of a multipart body: a stretch of the bytes that are held in memory. */
final class BufferedPart implements Part {
    /** One line of a part's headers. */
    record Header(String name, String value) {}

    private final List<Header> headers;
    private final byte[] body;
    private final int from;
    private final int to;
    private final @Nullable File directory;

    /**
     * The part of these headers, with the bytes from an index to before another as its content.
     *
     * @param directory where {@link #write} resolves relative names
     */
    BufferedPart(List<Header> headers, byte[] body, int from, int to, @Nullable File directory) {
        this.headers = List.copyOf(headers);
        this.body = body;
        this.from = from;
        this.to = to;
        this.directory = directory;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(body, from, to - from);
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("Content-Type");
    }

    /** The name of the form's field; empty if the part tells none. */
    @Override
    public String getName() {
        String name = disposition("name");
        return name == null ? "" : name;
    }

    @Override
    public @Nullable String getSubmittedFileName() {
        return disposition("filename");
    }

    private @Nullable String disposition(String parameter) {
        String header = getHeader("Content-Disposition");
        return header == null ? null : Multipart.parameter(header, parameter);
    }

    @Override
    public long getSize() {
        return (long) to - from;
    }

    @Override
    public void write(String fileName) throws IOException {
        Path path = directory == null ? Path.of(fileName) : directory.toPath().resolve(fileName);
        try (OutputStream out = Files.newOutputStream(path)) {
            out.write(body, from, to - from);
        }
    }

    /** Nothing: the part has no file. */
    @Override
    public void delete() {}

    @Override
    public @Nullable String getHeader(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    @Override
    public Collection<String> getHeaderNames() {
        Set<String> names = new LinkedHashSet<>();
        headers.forEach(header -> names.add(header.name().toLowerCase(Locale.ROOT)));
        return names;
    }
}
