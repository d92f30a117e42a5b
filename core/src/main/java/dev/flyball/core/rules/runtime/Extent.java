package dev.flyball.core.rules.runtime;

/**
 * How large a value can be.
 *
 * @param bytes of the longest text that it is or that is in it
 * @param elements of all lists and maps that it is or that are in it, together
 */
public record Extent(long bytes, long elements) {
    /** What a number, an address or a Bool takes, also as a text. */
    public static final Extent SMALL = new Extent(64, 0);

    /** All bytes and elements in it, together. */
    public long length() {
        return Cost.plus(bytes, Cost.times(elements, Cost.plus(bytes, 1)));
    }

    /** One behind the other. */
    public Extent plus(Extent other) {
        return new Extent(Cost.plus(bytes, other.bytes), Cost.plus(elements, other.elements));
    }
}
