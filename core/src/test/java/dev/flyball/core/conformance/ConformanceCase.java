package dev.flyball.core.conformance;

import dev.flyball.core.engines.Engine;
import java.util.Set;

/** One case of the published test data. */
interface ConformanceCase {
    /** The file and the case in it. */
    String id();

    /**
     * What about it may be outside Flyball's syntax or semantics: the exceptions list can name these instead of the case.
     */
    Set<String> traits();

    /** What is wrong when this engine runs it, or null. */
    String failure(Engine engine);

    /** Whether the engine refuses the pattern, as it should when it has a trait of unsupported syntax. */
    boolean isRefused(Engine engine);
}
