package dev.flyball.core;

/**
 * Spreads threads over lanes of something that they would otherwise contend for. A lane belongs to nobody: two threads may
 * have the same one, which is slower and no mistake. Immutable.
 *
 * @param count how many there are: a power of two
 */
public record ThreadLanes(int count) {
    /** So many for each processor, rounded down to a power of two, for so many processors at most. */
    public static ThreadLanes perProcessor(int lanes, int mostProcessors) {
        int processors = Math.min(Runtime.getRuntime().availableProcessors(), mostProcessors);
        return new ThreadLanes(Integer.highestOneBit(processors) * lanes);
    }

    /** The lane of the calling thread: from 0, the same one each time. */
    public int mine() {
        long id = Thread.currentThread().getId();
        return (int) (id * 0x9E3779B97F4A7C15L >>> 40) & (count - 1);
    }
}
