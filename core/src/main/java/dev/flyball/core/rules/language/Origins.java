package dev.flyball.core.rules.language;

import java.util.Arrays;

/** Where in a condition each char of a regex stands, and its end: escapes make the two differ. Immutable. */
final class Origins {
    /** Of what is no regex. */
    static final Origins NONE = new Origins(new int[1]);

    private final int[] places;

    private Origins(int[] places) {
        this.places = places;
    }

    /** Those of a regex that stands in the condition as it is. */
    static Origins from(int start, int length) {
        int[] places = new int[length + 1];
        Arrays.setAll(places, i -> start + i);
        return new Origins(places);
    }

    /** Those at the beginning of an array, the last of them that of the end. */
    static Origins of(int[] places, int length) {
        return new Origins(Arrays.copyOf(places, length + 1));
    }

    /** The place of a char; behind the end, that of the end. */
    int at(int index) {
        return places[Math.min(index, places.length - 1)];
    }
}
