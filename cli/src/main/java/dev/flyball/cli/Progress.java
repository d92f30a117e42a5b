package dev.flyball.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.function.LongSupplier;

/** A bar on a terminal that tells how far a log is read; nothing elsewhere. For one thread. */
final class Progress {
    private static final int WIDTH = 30;
    private static final int LINES_BETWEEN_LOOKS = 256;
    private static final long NANOS_BETWEEN_DRAWINGS = 100_000_000L;

    private final PrintWriter err;
    private final long bytes;
    private final boolean shown;
    private final LongSupplier nanos;
    private final long start;
    private long lastDrawn;
    private long looks;

    /**
     * A bar.
     *
     * @param bytes of what is read; 0 if that is not known
     * @param nanos measures time, as {@link System#nanoTime} does
     */
    Progress(PrintWriter err, long bytes, boolean shown, LongSupplier nanos) {
        this.err = err;
        this.bytes = bytes;
        this.shown = shown;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.lastDrawn = start;
    }

    /** Whether somebody watches the program at a terminal. */
    @SuppressWarnings("SystemConsoleNull") // it is null on Java 17 to 21
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Java 22 and later have a console even without a terminal.
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /** Tells how far it is; draws it ten times a second at most. */
    void at(long bytesRead, long lines) {
        if (!shown || ++looks % LINES_BETWEEN_LOOKS != 0) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - lastDrawn < NANOS_BETWEEN_DRAWINGS) {
            return;
        }
        lastDrawn = now;
        double seconds = (now - start) / 1e9;
        String numbers = String.format("%,d lines, %,.0f a second", lines, lines / seconds);
        if (bytes > 0) {
            double part = Math.min(1, (double) bytesRead / bytes);
            int filled = (int) (part * WIDTH);
            String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
            numbers = String.format("[%s] %3.0f %%, %s", bar, part * 100, numbers);
        }
        err.print("\r" + numbers + "   ");
        err.flush();
    }

    /** Takes the bar away. */
    void end() {
        if (shown) {
            err.print("\r" + " ".repeat(WIDTH * 3) + "\r");
            err.flush();
        }
    }
}
