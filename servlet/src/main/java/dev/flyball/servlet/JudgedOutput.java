package dev.flyball.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of a {@link JudgedResponse}. */
final class JudgedOutput extends ServletOutputStream {
    private static final int MOST_BYTES_OF_A_CHAR = 4;

    private final JudgedResponse response;
    private final @Nullable ServletOutputStream out;

    /** @param out the container's, or null if the response is blocked */
    JudgedOutput(JudgedResponse response, @Nullable ServletOutputStream out) {
        this.response = response;
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        if (response.passes(1) && out != null) {
            out.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (response.passes(length) && out != null) {
            out.write(bytes, from, length);
        }
    }

    @Override
    public void print(String text) throws IOException {
        if (response.passes((long) MOST_BYTES_OF_A_CHAR * String.valueOf(text).length()) && out != null) {
            out.print(text);
        }
    }

    @Override
    public void flush() throws IOException {
        if (response.passes() && out != null) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (response.passes() && out != null) {
            out.close();
        }
    }

    @Override
    public boolean isReady() {
        return out == null || out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        if (out == null) {
            throw new IllegalStateException("the response was blocked");
        }
        out.setWriteListener(listener);
    }
}
