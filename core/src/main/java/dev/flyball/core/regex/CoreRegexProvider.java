package dev.flyball.core.regex;

import dev.flyball.Meter;
import dev.flyball.core.regex.engine.CacheMemory;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.RegexOptions;
import dev.flyball.spi.CompiledRegex;
import dev.flyball.spi.CompiledRegexSet;
import dev.flyball.spi.RegexProvider;
import java.util.List;

/** Provides Flyball's own regex engines. */
public final class CoreRegexProvider implements RegexProvider {
    @Override
    public String name() {
        return "flyball";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public CompiledRegex compile(String pattern, RegexOptions options, Meter meter) {
        ParsedRegex parsed = Parser.parse(pattern, options, meter);
        return new CoreRegex(parsed, Strategy.of(parsed, meter));
    }

    @Override
    public CompiledRegexSet compileSet(List<CompiledRegex> members, Meter meter) {
        return new CoreRegexSet(
                members.stream().map(member -> ((CoreRegex) member).strategy()).toList(), meter);
    }

    @Override
    public long memoryLimit() {
        return CacheMemory.limit();
    }

    @Override
    public void setMemoryLimit(long bytes) {
        CacheMemory.setLimit(bytes);
    }

    @Override
    public long memoryUsed() {
        return CacheMemory.used();
    }
}
