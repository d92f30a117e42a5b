package dev.flyball.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;

/** Tells what an application sees of a request's body, read in the way that the query argument {@code by} names. */
final class EchoServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setContentType("text/plain;charset=UTF-8");
        String query = String.valueOf(request.getQueryString());
        String by = query.replaceAll(".*by=(\\w+).*", "$1");
        switch (by) {
            case "stream" -> write(response, request.getInputStream().readAllBytes());
            case "bytes" -> write(response, byBytes(request.getInputStream()));
            case "reader" -> write(response, all(request.getReader()));
            case "parameters" -> write(response, parameters(request));
            case "parts" -> write(response, parts(request));
            case "listener" -> listen(request, response);
            case "dispatch" -> dispatch(request, response);
            default -> write(response, "nothing");
        }
    }

    private static void write(HttpServletResponse response, byte[] bytes) throws IOException {
        response.getOutputStream().write(bytes);
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        write(response, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] byBytes(ServletInputStream in) throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            bytes.append((char) b);
        }
        if (!in.isFinished()) {
            throw new IOException("at its end, and not finished");
        }
        return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String all(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return text.toString();
    }

    private static String parameters(HttpServletRequest request) {
        StringBuilder text = new StringBuilder();
        for (Enumeration<String> names = request.getParameterNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            text.append(name).append('=');
            text.append(String.join(",", request.getParameterValues(name))).append('\n');
            if (!request.getParameter(name).equals(request.getParameterMap().get(name)[0])) {
                throw new IllegalStateException(name);
            }
        }
        return text.append(request.getParameter("none")).toString();
    }

    private static String parts(HttpServletRequest request) throws IOException, ServletException {
        StringBuilder text = new StringBuilder();
        for (Part part : request.getParts()) {
            text.append(part.getName()).append('|');
            text.append(part.getSubmittedFileName()).append('|');
            text.append(part.getContentType()).append('|');
            text.append(part.getSize()).append('|');
            text.append(new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            text.append('\n');
        }
        return text.append(parameters(request)).toString();
    }

    private static void listen(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = request.startAsync();
        ServletInputStream in = request.getInputStream();
        StringBuilder bytes = new StringBuilder();
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                byte[] buffer = new byte[1_000];
                while (in.isReady()) {
                    int count = in.read(buffer);
                    if (count < 0) {
                        break;
                    }
                    bytes.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                }
            }

            @Override
            public void onAllDataRead() throws IOException {
                response.getOutputStream().write(bytes.toString().getBytes(StandardCharsets.ISO_8859_1));
                async.complete();
            }

            @Override
            public void onError(Throwable failure) {
                response.setStatus(500);
                async.complete();
            }
        });
    }

    /** Starts, leaves the thread, and reads the parameters in the asynchronous dispatch that follows. */
    private static void dispatch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            write(response, parameters(request));
        } else {
            AsyncContext async = request.startAsync();
            async.start(async::dispatch);
        }
    }
}
