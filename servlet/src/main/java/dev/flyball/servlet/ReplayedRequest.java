package dev.flyball.servlet;

import dev.flyball.rules.Bytes;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request, in one of its dispatches, whose body comes from a {@link ReplayedBody}. */
final class ReplayedRequest extends HttpServletRequestWrapper {
    /** The attribute that has the body, for later dispatches: the container begins them with its own request. */
    private static final String BODY = ReplayedRequest.class.getName() + ".body";

    private final ReplayedBody body;
    private @Nullable Map<String, String[]> parameters;

    private ReplayedRequest(HttpServletRequest request, ReplayedBody body) {
        super(request);
        this.body = body;
    }

    /** The request with this body, in its first dispatch. */
    static ReplayedRequest begin(HttpServletRequest request, ReplayedBody body) {
        request.setAttribute(BODY, body);
        return new ReplayedRequest(request, body);
    }

    /** The request with the body that it began with, in a later dispatch; itself if it has that already. */
    static HttpServletRequest resume(HttpServletRequest request) {
        return request.getAttribute(BODY) instanceof ReplayedBody body
                        && !(request instanceof HttpServletRequestWrapper wrapper
                                && wrapper.isWrapperFor(ReplayedRequest.class))
                        && !(request instanceof ReplayedRequest)
                ? new ReplayedRequest(request, body)
                : request;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body.stream();
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return body.reader(charset(StandardCharsets.ISO_8859_1));
    }

    private Charset charset(Charset otherwise) throws UnsupportedEncodingException {
        String name = getCharacterEncoding();
        if (name == null) {
            return otherwise;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            UnsupportedEncodingException unsupported = new UnsupportedEncodingException(name);
            unsupported.initCause(e);
            throw unsupported;
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterValues(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return body.hasParameters() ? parameters().get(name) : super.getParameterValues(name);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return body.hasParameters() ? Collections.enumeration(parameters().keySet()) : super.getParameterNames();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return body.hasParameters() ? parameters() : super.getParameterMap();
    }

    /**
     * The parameters of the dispatch's query string, those that the request came with, and those of the body.
     *
     * @throws IllegalStateException if there are too many, or the form is too long
     */
    private Map<String, String[]> parameters() {
        if (parameters == null) {
            Parameters all = new Parameters(body.maxParameters());
            try {
                String query = getQueryString();
                addQuery(all, query);
                if (!Objects.equals(query, body.query())) {
                    addQuery(all, body.query());
                }
                if (body.isMultipart()) {
                    addFields(all);
                } else {
                    addForm(all, body.form(), charset(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Map<String, String[]> arrays = new LinkedHashMap<>();
            all.byName().forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
            parameters = Collections.unmodifiableMap(arrays);
        }
        return parameters;
    }

    private void addQuery(Parameters all, @Nullable String query) {
        if (query != null) {
            addForm(all, Bytes.utf8(query), StandardCharsets.UTF_8);
        }
    }

    private void addForm(Parameters all, String encoded, Charset charset) {
        Parameters decoded = Parameters.ofQuery(encoded, true, body.maxParameters());
        for (int i = 0; i < decoded.names().size(); i++) {
            all.add(text(decoded.names().get(i), charset), text(decoded.values().get(i), charset));
        }
    }

    private static String text(String bytes, Charset charset) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    private void addFields(Parameters all) throws IOException {
        for (Part part : parts()) {
            if (part.getSubmittedFileName() == null) {
                byte[] value = part.getInputStream().readAllBytes();
                all.add(part.getName(), new String(value, charset(StandardCharsets.UTF_8)));
            }
        }
    }

    /** As the container does it, but whether or not the servlet has a multipart configuration. */
    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        return body.isMultipart() ? parts() : super.getParts();
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        if (!body.isMultipart()) {
            return super.getPart(name);
        }
        for (Part part : parts()) {
            if (name.equals(part.getName())) {
                return part;
            }
        }
        return null;
    }

    private List<Part> parts() throws IOException {
        Object directory = getServletContext().getAttribute(ServletContext.TEMPDIR);
        return body.parts(directory instanceof File file ? file : null);
    }
}
