package dev.flyball.regex;

import org.jspecify.annotations.Nullable;

/**
 * The most steps that an operation on an input of n chars can be charged, whatever the input and whatever ran before:
 * {@code square·n² + perChar·n + fixed}.
 *
 * <p>A search ({@code containsMatchIn}, {@code matches}, {@code find}) is linear: its square is zero. Iterating all
 * matches may read the rest of the input again for every match, so {@code findAll}, {@code replaceAll} and
 * {@code split} have a square unless the provider can prove otherwise. What they make is charged besides: one step for
 * each char written, for each group of a {@code Match} and for each reference of a replacement to a group. An input that
 * is not a {@code String} is copied first, for one step in 64 chars, which is not part of the bound.
 *
 * <p>Immutable.
 */
public final class CostBound {
    private final long searchPerChar;
    private final long searchFixed;
    private final long findPerChar;
    private final long findFixed;
    private final long allSquare;
    private final long allPerChar;
    private final long allFixed;

    private CostBound(
            long searchPerChar,
            long searchFixed,
            long findPerChar,
            long findFixed,
            long allSquare,
            long allPerChar,
            long allFixed) {
        this.searchPerChar = searchPerChar;
        this.searchFixed = searchFixed;
        this.findPerChar = findPerChar;
        this.findFixed = findFixed;
        this.allSquare = allSquare;
        this.allPerChar = allPerChar;
        this.allFixed = allFixed;
    }

    /** A bound whose searches take {@code perChar·n + fixed} and whose iterations start one search at each char. */
    public static CostBound linear(long perChar, long fixed) {
        return new CostBound(perChar, fixed, 0, 0, 0, 0, 0).withFind(perChar, fixed);
    }

    /**
     * The same for {@code containsMatchIn} and {@code matches}; a {@code find} takes {@code perChar·n + fixed}, and
     * iterations start one at each char.
     */
    public CostBound withFind(long perChar, long fixed) {
        if (perChar < 0 || fixed < 0) {
            throw new IllegalArgumentException("a bound is not negative: " + perChar + ", " + fixed);
        }
        // n + 2 searches at most, of perChar·n + fixed each, and a step for each match found.
        return new CostBound(
                searchPerChar,
                searchFixed,
                perChar,
                fixed,
                perChar,
                plus(plus(times(2, perChar), fixed), 1),
                plus(times(2, fixed), 2));
    }

    /** The same searches, with iterations that take {@code perChar·n + fixed} too. */
    public CostBound withLinearFindAll(long perChar, long fixed) {
        return new CostBound(searchPerChar, searchFixed, findPerChar, findFixed, 0, perChar, fixed);
    }

    /** The bound of doing both, one after the other. */
    public CostBound plus(CostBound other) {
        return new CostBound(
                plus(searchPerChar, other.searchPerChar),
                plus(searchFixed, other.searchFixed),
                plus(findPerChar, other.findPerChar),
                plus(findFixed, other.findFixed),
                plus(allSquare, other.allSquare),
                plus(allPerChar, other.allPerChar),
                plus(allFixed, other.allFixed));
    }

    /**
     * The most steps of a yes/no search: {@code containsMatchIn} or {@code matches}.
     *
     * @param inputLength in chars, not negative
     * @return the bound, or {@link Long#MAX_VALUE} where it is larger than that
     */
    public long steps(long inputLength) {
        return plus(times(searchPerChar, length(inputLength)), searchFixed);
    }

    /**
     * The most steps of one {@code find}, which also tells where the match is and its groups.
     *
     * @param inputLength in chars, not negative
     * @return the bound, or {@link Long#MAX_VALUE} where it is larger than that
     */
    public long findSteps(long inputLength) {
        return plus(times(findPerChar, length(inputLength)), findFixed);
    }

    /**
     * The most steps of finding all matches: {@code findAll}, {@code replaceAll} and {@code split}, but for what they
     * make.
     *
     * @param inputLength in chars, not negative
     * @return the bound, or {@link Long#MAX_VALUE} where it is larger than that
     */
    public long findAllSteps(long inputLength) {
        long n = length(inputLength);
        return plus(plus(times(allSquare, times(n, n)), times(allPerChar, n)), allFixed);
    }

    /** Whether finding all matches is linear in the length of the input. */
    public boolean isFindAllLinear() {
        return allSquare == 0;
    }

    /** The steps of a yes/no search for each char of input, at most. */
    public long perChar() {
        return searchPerChar;
    }

    /** The steps of a yes/no search that do not depend on the input's length, at most. */
    public long fixed() {
        return searchFixed;
    }

    private static long length(long inputLength) {
        if (inputLength < 0) {
            throw new IllegalArgumentException("inputLength must not be negative: " + inputLength);
        }
        return inputLength;
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long times(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CostBound that
                && searchPerChar == that.searchPerChar
                && searchFixed == that.searchFixed
                && findPerChar == that.findPerChar
                && findFixed == that.findFixed
                && allSquare == that.allSquare
                && allPerChar == that.allPerChar
                && allFixed == that.allFixed;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(searchPerChar) * 31 + Long.hashCode(searchFixed);
    }

    @Override
    public String toString() {
        return searchPerChar + "·n + " + searchFixed;
    }
}
