package dev.flyball.benchmarks.engine;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** An input: a String, and for the engine that reads bytes the same text encoded beforehand. */
public final class Text {
    private final String string;
    private final byte[] bytes;

    private Text(String string, Charset charset) {
        this.string = string;
        this.bytes = string.getBytes(charset);
    }

    /** A text in any language. */
    public static Text utf8(String string) {
        return new Text(string, StandardCharsets.UTF_8);
    }

    /** A request value: one byte a char. */
    public static Text latin1(String string) {
        return new Text(string, StandardCharsets.ISO_8859_1);
    }

    public String string() {
        return string;
    }

    byte[] bytes() {
        return bytes;
    }
}
