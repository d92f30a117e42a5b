package dev.flyball.spi;

import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.nio.file.Path;

/** A rule engine's implementation. Thread-safe. */
public interface RulesProvider {
    /** See {@link RuleSet#parse(String, String, Schema, RuleOptions)}. */
    RuleSet parse(String file, String yaml, Schema schema, RuleOptions options);

    /** See {@link RuleSet#load(Path, Schema, RuleOptions)}. */
    RuleSet load(Path file, Schema schema, RuleOptions options) throws IOException;

    /** See {@link RuleEngine#of(RuleSet, EngineOptions)}. */
    RuleEngine engine(RuleSet rules, EngineOptions options);
}
