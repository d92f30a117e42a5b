package dev.flyball.spi;

import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.ProfileOptions;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleLint;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetProfile;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleTests;
import dev.flyball.rules.RuleWarning;
import dev.flyball.rules.Schema;
import dev.flyball.rules.StageCounts;
import dev.flyball.rules.StageVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A rule engine's implementation. Thread-safe. */
public interface RulesProvider {
    /** See {@link RuleSet#parse(String, String, Schema, RuleOptions)}. */
    RuleSet parse(String file, String yaml, Schema schema, RuleOptions options);

    /** See {@link RuleSet#parse(RuleContent, Schema, RuleOptions)}. */
    RuleSet parse(RuleContent content, Schema schema, RuleOptions options);

    /** See {@link RuleSource#of(Path)}. */
    RuleSource source(Path path);

    /** See {@link RuleSet#load(Path, Schema, RuleOptions)}. */
    RuleSet load(Path file, Schema schema, RuleOptions options) throws IOException;

    /** The text of a rule file, of which no more is read than the options allow. */
    String read(Path file, RuleOptions options) throws IOException;

    /** See {@link RuleTests#run(String, String, Schema, RuleOptions)}. */
    RuleTests test(String file, String yaml, Schema schema, RuleOptions options);

    /** See {@link RuleLint#check(String, String, Schema, RuleOptions, Set)}. */
    RuleLint lint(String file, String yaml, Schema schema, RuleOptions options, Set<RuleWarning.Kind> ignored);

    /** See {@link RuleSet#profile(String, String, Schema, RuleOptions, ProfileOptions)}. */
    RuleSetProfile profile(String file, String yaml, Schema schema, RuleOptions options, ProfileOptions profileOptions);

    /** See {@link RuleEngine#of(RuleSet, EngineOptions)}. */
    RuleEngine engine(RuleSet rules, EngineOptions options);

    /** See {@link StageCounts#judge(Rollout, Duration, int)}. */
    StageVerdict judge(StageCounts counts, Rollout rollout, Duration inStage, int processesPerKey);
}
