package dev.flyball.spi;

import dev.flyball.Meter;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import java.util.List;

/** A regex implementation. Thread-safe. */
public interface RegexProvider {
    /** The name by which {@link RegexOptions#provider()} asks for it. */
    String name();

    /** Which provider is the default one: the highest wins. */
    int priority();

    /**
     * Compiles a pattern, charging the meter for every pass over it.
     *
     * @throws RegexSyntaxException if the pattern is malformed, unsupported or too large
     */
    CompiledRegex compile(String pattern, RegexOptions options, Meter meter);

    /** Compiles a set out of members that this provider compiled. */
    default CompiledRegexSet compileSet(List<CompiledRegex> members, Meter meter) {
        return new LoopingRegexSet(members);
    }

    /** See {@link dev.flyball.regex.RegexMemory#limit()}; a provider that keeps nothing for later searches has none. */
    default long memoryLimit() {
        return 0;
    }

    /** See {@link dev.flyball.regex.RegexMemory#setLimit}. */
    default void setMemoryLimit(long bytes) {}

    /** See {@link dev.flyball.regex.RegexMemory#used()}. */
    default long memoryUsed() {
        return 0;
    }
}
