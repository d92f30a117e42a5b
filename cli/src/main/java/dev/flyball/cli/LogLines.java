package dev.flyball.cli;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log, one after the other, as bytes, one char each. A line of any length takes no more memory than
 * {@value #MAX_LINE} bytes: the rest of it is passed over. For one thread.
 */
final class LogLines implements Closeable {
    /** The most bytes of a line that are kept. */
    static final int MAX_LINE = 1 << 20;

    private static final int BUFFER = 1 << 16;
    private static final byte[] GZIP = {0x1F, (byte) 0x8B};

    private final InputStream in;
    private final Counting counting;
    private byte[] line = new byte[1024];
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private boolean cut;
    private long number;

    /** Counts the bytes that were read from a file, before they are decompressed. */
    private static final class Counting extends FilterInputStream {
        long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count += Math.max(0, n);
            return n;
        }

        /**
         * Java 17 takes an archive to end after a part of it if nothing is available just then, as of a slow pipe; of a pipe
         * with a name it cannot even tell.
         */
        @Override
        public int available() {
            return 1;
        }
    }

    /** The lines of what is read, which is decompressed if it begins as gzip does. */
    LogLines(InputStream in) throws IOException {
        this.counting = new Counting(in);
        byte[] beginning = counting.readNBytes(GZIP.length);
        if (Arrays.equals(beginning, GZIP)) {
            InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), counting);
            this.in = new GZIPInputStream(whole, BUFFER);
        } else {
            this.in = counting;
            System.arraycopy(beginning, 0, buffer, 0, beginning.length);
            end = beginning.length;
        }
    }

    /** Opens a file, or the standard input. */
    static LogLines open(Path file) throws IOException {
        InputStream in = InputFile.open(file);
        try {
            return new LogLines(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The next line, without its end, or null at the end. */
    @Nullable
    String next() throws IOException {
        int length = 0;
        cut = false;
        boolean any = false;
        while (true) {
            if (at == end) {
                at = 0;
                end = Math.max(0, in.read(buffer, 0, BUFFER));
                if (end == 0) {
                    break;
                }
            }
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            length = keep(from, length);
            if (at < end) {
                at++;
                break;
            }
        }
        if (!any) {
            return null;
        }
        number++;
        boolean returned = length > 0 && line[length - 1] == '\r';
        return new String(line, 0, returned ? length - 1 : length, StandardCharsets.ISO_8859_1);
    }

    private int keep(int from, int length) {
        int count = Math.min(at - from, MAX_LINE - length);
        cut |= count < at - from;
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(MAX_LINE, Math.max(length + count, line.length * 2)));
        }
        System.arraycopy(buffer, from, line, length, count);
        return length + count;
    }

    /** The number of the last line, from 1. */
    long number() {
        return number;
    }

    /** Whether the last line was longer than what was kept of it. */
    boolean isCut() {
        return cut;
    }

    /** How many bytes of the file were read. */
    long bytesRead() {
        return counting.count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
