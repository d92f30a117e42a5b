package dev.flyball.core.rules.runtime;

/** What sorted ranges cost. */
final class Ranges {
    private Ranges() {}

    /** The steps of finding a range among so many. */
    static int bisectionSteps(int ranges) {
        return 32 - Integer.numberOfLeadingZeros(ranges);
    }

    /** The steps of sorting so many ranges. */
    static long sortingSteps(int ranges) {
        return (long) ranges * (1 + bisectionSteps(ranges));
    }
}
