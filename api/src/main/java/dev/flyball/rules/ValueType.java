package dev.flyball.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value in rules, with the Java type that holds it:
 *
 * <ul>
 *   <li>Bool: {@link Boolean}
 *   <li>Int: {@link Long}
 *   <li>Bytes: {@link String} of one char (U+0000 to U+00FF) for each byte; see {@link Bytes}
 *   <li>Ip: {@link IpAddress}
 *   <li>Array of T: {@link java.util.List} of T's type
 *   <li>Map of T: {@link java.util.Map} from {@code String} keys (bytes, too) to T's type
 * </ul>
 *
 * <p>Immutable.
 */
public final class ValueType {
    /** What a type is, regardless of what it holds. */
    public enum Kind {
        /** True or false. */
        BOOL,
        /** A signed integer of 64 bits. */
        INT,
        /** A sequence of bytes. */
        BYTES,
        /** An IPv4 or IPv6 address. */
        IP,
        /** A list of values of one type. */
        ARRAY,
        /** Values of one type under keys of bytes. */
        MAP
    }

    /** True or false. */
    public static final ValueType BOOL = new ValueType(Kind.BOOL, null);
    /** A signed integer of 64 bits. */
    public static final ValueType INT = new ValueType(Kind.INT, null);
    /** A sequence of bytes. */
    public static final ValueType BYTES = new ValueType(Kind.BYTES, null);
    /** An IPv4 or IPv6 address. */
    public static final ValueType IP = new ValueType(Kind.IP, null);

    private static final int MAX_DEPTH = 8;

    private final Kind kind;
    private final @Nullable ValueType element;
    private final int depth;

    private ValueType(Kind kind, @Nullable ValueType element) {
        this.kind = kind;
        this.element = element;
        this.depth = element == null ? 0 : element.depth + 1;
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("a type may be nested " + MAX_DEPTH + " deep at most");
        }
    }

    /** The type of lists of such values. */
    public static ValueType arrayOf(ValueType element) {
        return new ValueType(Kind.ARRAY, Objects.requireNonNull(element, "element"));
    }

    /** The type of maps to such values. */
    public static ValueType mapOf(ValueType element) {
        return new ValueType(Kind.MAP, Objects.requireNonNull(element, "element"));
    }

    /** What this type is. */
    public Kind kind() {
        return kind;
    }

    /**
     * The type of what an array or a map holds.
     *
     * @throws IllegalStateException if this is neither
     */
    public ValueType element() {
        if (element == null) {
            throw new IllegalStateException(this + " holds no other values");
        }
        return element;
    }

    /** Whether this is an array or a map. */
    public boolean isContainer() {
        return element != null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValueType that && kind == that.kind && Objects.equals(element, that.element);
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + Objects.hashCode(element);
    }

    /** As the documentation writes it: {@code Bytes}, {@code Map of Array of Bytes}. */
    @Override
    public String toString() {
        return switch (kind) {
            case BOOL -> "Bool";
            case INT -> "Int";
            case BYTES -> "Bytes";
            case IP -> "Ip";
            case ARRAY -> "Array of " + element;
            case MAP -> "Map of " + element;
        };
    }
}
