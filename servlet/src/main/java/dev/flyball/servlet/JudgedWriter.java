package dev.flyball.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** The text of a {@link JudgedResponse}. What a char takes in bytes is not known here: the most is counted. */
final class JudgedWriter extends Writer {
    private static final int MOST_BYTES_OF_A_CHAR = 4;

    private final JudgedResponse response;
    private final @Nullable PrintWriter writer;

    /** @param writer the container's, or null if the response is blocked */
    JudgedWriter(JudgedResponse response, @Nullable PrintWriter writer) {
        this.response = response;
        this.writer = writer;
    }

    @Override
    public void write(char[] chars, int from, int length) throws IOException {
        if (response.passes((long) MOST_BYTES_OF_A_CHAR * length) && writer != null) {
            writer.write(chars, from, length);
        }
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        if (response.passes((long) MOST_BYTES_OF_A_CHAR * length) && writer != null) {
            writer.write(text, from, length);
        }
    }

    @Override
    public void flush() throws IOException {
        // The container's writer keeps its failures to itself.
        if (response.passes() && writer != null && writer.checkError()) {
            throw new IOException("the response could not be written");
        }
    }

    @Override
    public void close() throws IOException {
        if (response.passes() && writer != null) {
            writer.close();
        }
    }
}
