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
import java.util.List;
import java.util.Set;

/** A rule engine's implementation. Thread-safe. */
public interface RulesProvider {
    /** See {@link RuleSet#parse(RuleContent, Schema, RuleOptions)}. */
    RuleSet parse(RuleContent content, Schema schema, RuleOptions options);

    /** See {@link RuleSource#of(List)}. */
    RuleSource source(List<Path> paths);

    /** See {@link RuleContent#read(List, RuleOptions)}. */
    RuleContent read(List<Path> paths, RuleOptions options) throws IOException;

    /** See {@link RuleTests#run(RuleContent, Schema, RuleOptions)}. */
    RuleTests test(RuleContent content, Schema schema, RuleOptions options);

    /** See {@link RuleLint#check(RuleContent, Schema, RuleOptions, Set)}. */
    RuleLint lint(RuleContent content, Schema schema, RuleOptions options, Set<RuleWarning.Kind> ignored);

    /** See {@link RuleSet#profile(RuleContent, Schema, RuleOptions, ProfileOptions)}. */
    RuleSetProfile profile(RuleContent content, Schema schema, RuleOptions options, ProfileOptions profileOptions);

    /** See {@link RuleEngine#of(RuleSet, EngineOptions)}. */
    RuleEngine engine(RuleSet rules, EngineOptions options);

    /** See {@link StageCounts#judge(Rollout, Duration, int)}. */
    StageVerdict judge(StageCounts counts, Rollout rollout, Duration inStage, int processesPerKey);
}
