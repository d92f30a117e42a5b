package dev.flyball.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * Gives the bytes that were read ahead, then what is left of the container's stream. Non-blocking reading works as with
 * the container's stream; the first call of the listener comes when that has more, or has ended.
 */
final class ReplayedInputStream extends ServletInputStream {
    private final byte[] head;
    private final ServletInputStream rest;
    private final boolean restIsEmpty;
    private int position;

    /**
     * A stream from the beginning.
     *
     * @param restIsEmpty whether the container's stream was read to its end
     */
    ReplayedInputStream(byte[] head, ServletInputStream rest, boolean restIsEmpty) {
        this.head = head;
        this.rest = rest;
        this.restIsEmpty = restIsEmpty;
    }

    /** Everything that was read ahead, wherever the reader is. */
    byte[] head() {
        return head;
    }

    private boolean isHeadLeft() {
        return position < head.length;
    }

    @Override
    public int read() throws IOException {
        if (isHeadLeft()) {
            return head[position++] & 0xFF;
        }
        return restIsEmpty ? -1 : rest.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (isHeadLeft()) {
            int count = Math.min(length, head.length - position);
            System.arraycopy(head, position, buffer, offset, count);
            position += count;
            return count;
        }
        return restIsEmpty ? -1 : rest.read(buffer, offset, length);
    }

    @Override
    public int available() throws IOException {
        if (isHeadLeft()) {
            return head.length - position;
        }
        return restIsEmpty ? 0 : rest.available();
    }

    @Override
    public boolean isFinished() {
        return !isHeadLeft() && (restIsEmpty || rest.isFinished());
    }

    @Override
    public boolean isReady() {
        return isHeadLeft() || restIsEmpty || rest.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        Objects.requireNonNull(listener, "listener");
        rest.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                listener.onDataAvailable();
            }

            @Override
            public void onAllDataRead() throws IOException {
                // The container knows only that its own stream is at its end.
                if (isHeadLeft()) {
                    listener.onDataAvailable();
                }
                listener.onAllDataRead();
            }

            @Override
            public void onError(Throwable failure) {
                listener.onError(failure);
            }
        });
    }

    @Override
    public void close() throws IOException {
        position = head.length;
        rest.close();
    }
}
