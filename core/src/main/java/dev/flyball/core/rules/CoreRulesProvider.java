package dev.flyball.core.rules;

import dev.flyball.core.rules.deploy.LiveRules;
import dev.flyball.core.rules.file.PathSource;
import dev.flyball.core.rules.file.RuleFileGroup;
import dev.flyball.core.rules.gate.StageGate;
import dev.flyball.core.rules.lint.Linter;
import dev.flyball.core.rules.profile.Profiler;
import dev.flyball.core.rules.testing.TestRunner;
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
import dev.flyball.spi.RulesProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The rule engine of this module. */
public final class CoreRulesProvider implements RulesProvider {
    @Override
    public RuleSet parse(RuleContent content, Schema schema, RuleOptions options) {
        return RuleFileGroup.compile(content, schema, options);
    }

    @Override
    public RuleSource source(List<Path> paths) {
        return new PathSource(paths);
    }

    @Override
    public RuleContent read(List<Path> paths, RuleOptions options) throws IOException {
        return PathSource.readOnce(paths, options);
    }

    @Override
    public RuleTests test(RuleContent content, Schema schema, RuleOptions options) {
        return TestRunner.run(RuleFileGroup.read(content, schema, options));
    }

    @Override
    public RuleLint lint(RuleContent content, Schema schema, RuleOptions options, Set<RuleWarning.Kind> ignored) {
        RuleFileGroup.Compiled compiled = RuleFileGroup.compiled(content, schema, options);
        return RuleLint.of(compiled.rules(), Linter.run(compiled, content.leftOut(), ignored));
    }

    @Override
    public RuleSetProfile profile(
            RuleContent content, Schema schema, RuleOptions options, ProfileOptions profileOptions) {
        return Profiler.run(RuleFileGroup.read(content, schema, options), profileOptions);
    }

    @Override
    public RuleEngine engine(RuleSet rules, EngineOptions options) {
        return new LiveRules(rules, options, Clock.systemUTC());
    }

    @Override
    public StageVerdict judge(StageCounts counts, Rollout rollout, Duration inStage, int processesPerKey) {
        return StageGate.judge(counts, rollout, inStage, processesPerKey);
    }
}
