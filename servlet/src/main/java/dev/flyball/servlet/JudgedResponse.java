package dev.flyball.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A response that is judged at the last moment before it is committed: when the application has written as much as the
 * container's buffer holds or as it said that it would, flushes, closes, sends an error or a redirect, or ends. What is
 * written after it was blocked goes nowhere.
 */
final class JudgedResponse extends HttpServletResponseWrapper {
    private static final String CONTENT_LENGTH = "Content-Length";

    private final HttpServletResponse response;
    private final ResponseJudge judge;
    private @Nullable ServletOutputStream out;
    private @Nullable PrintWriter writer;
    private long written;
    private long length = Long.MAX_VALUE;
    private volatile boolean async;

    JudgedResponse(HttpServletResponse response, ResponseJudge judge) {
        super(response);
        this.response = response;
        this.judge = judge;
    }

    /** Whether it passes; judges it, if that was not done yet. */
    boolean passes() throws IOException {
        return judge.passes(response, response.getStatus());
    }

    /** From now on the container may commit it whenever the application's task ends: the first byte is the last moment. */
    void becomesAsync() {
        async = true;
    }

    /** Notes what the rules say when it is over. */
    void isOver() throws IOException {
        judge.tell(response);
    }

    /** Whether so many more bytes may be written. */
    boolean passes(long bytes) throws IOException {
        written += bytes;
        boolean isLast = async || written >= length || written >= response.getBufferSize();
        return isLast ? passes() : !judge.isBlocked();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream stream = out;
        if (stream == null) {
            // Of a blocked response the container's may have been taken already, by whoever answered.
            stream = new JudgedOutput(this, judge.isBlocked() ? null : super.getOutputStream());
            out = stream;
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter made = writer;
        if (made == null) {
            made = new PrintWriter(new JudgedWriter(this, judge.isBlocked() ? null : super.getWriter()));
            writer = made;
        }
        return made;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (passes()) {
            super.flushBuffer();
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        if (judge.passes(response, status)) {
            super.sendError(status, message);
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        if (judge.passes(response, status)) {
            super.sendError(status);
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (judge.passes(response, SC_FOUND)) {
            super.sendRedirect(location);
        }
    }

    @Override
    public void reset() {
        if (!judge.isBlocked()) {
            super.reset();
            out = null;
            writer = null;
            written = 0;
            length = Long.MAX_VALUE;
        }
    }

    @Override
    public void resetBuffer() {
        if (!judge.isBlocked()) {
            super.resetBuffer();
            written = 0;
        }
    }

    @Override
    public void setContentLength(int bytes) {
        length = bytes;
        super.setContentLength(bytes);
    }

    @Override
    public void setContentLengthLong(long bytes) {
        length = bytes;
        super.setContentLengthLong(bytes);
    }

    @Override
    public void setHeader(String name, String value) {
        noteLength(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        noteLength(name, value);
        super.addHeader(name, value);
    }

    @Override
    public void setIntHeader(String name, int value) {
        noteLength(name, Integer.toString(value));
        super.setIntHeader(name, value);
    }

    @Override
    public void addIntHeader(String name, int value) {
        noteLength(name, Integer.toString(value));
        super.addIntHeader(name, value);
    }

    private void noteLength(String name, @Nullable String value) {
        if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
            // Of what is no number a container may make anything: the first byte is the last moment then.
            length = value != null && value.matches("[0-9]{1,18}") ? Long.parseLong(value) : 0;
        }
    }
}
