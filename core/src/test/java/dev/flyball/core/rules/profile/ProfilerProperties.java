package dev.flyball.core.rules.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.file.ReadRule;
import dev.flyball.core.rules.file.RuleFileContent;
import dev.flyball.core.rules.file.RuleFileGroup;
import dev.flyball.core.rules.file.YamlNode;
import dev.flyball.core.rules.language.Conditions;
import dev.flyball.core.rules.plan.RandomRules;
import dev.flyball.core.rules.testing.LoneRule;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.ProfileOptions;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleProfile;
import dev.flyball.rules.RuleSetProfile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProfilerProperties {
    private static final ProfileOptions OPTIONS =
            ProfileOptions.builder().inputsPerRule(40).build();

    private static RuleFileContent content(long seed, FactLimits limits) {
        List<ReadRule> rules = new RandomRules(new Random(seed), Conditions.SCHEMA)
                .rules(4).stream()
                        .map(rule -> new ReadRule(
                                rule.rule(),
                                rule.condition(),
                                new YamlNode.Scalar(rule.rule().condition(), YamlNode.Style.LITERAL, 0, 0),
                                List.of()))
                        .toList();
        RuleOptions options = RuleOptions.builder().factLimits(limits).build();
        return new RuleFileContent("random", "", "1", Conditions.SCHEMA, options, Conditions.LISTS, rules, List.of());
    }

    private static RuleSetProfile profile(RuleFileContent content, ProfileOptions options) {
        return Profiler.run(
                new RuleFileGroup("random", "1", content.schema(), content.options(), List.of(content)), options);
    }

    private static FactLimits limits(int length, int elements) {
        return FactLimits.builder().maxLength(length).maxElements(elements).build();
    }

    @Property(tries = 200)
    void whatIsSeenIsNeverAboveTheBound(
            @ForAll long seed, @ForAll @IntRange(max = 600) int length, @ForAll @IntRange(max = 40) int elements) {
        RuleSetProfile profile = profile(content(seed, limits(length, elements)), OPTIONS);
        assertThat(profile.isComplete()).isTrue();
        for (RuleProfile rule : profile.rules()) {
            assertThat(rule.inputs()).as(rule::toString).isPositive();
            assertThat(rule.scanSteps()).as(rule::toString).isPositive().isLessThanOrEqualTo(rule.coldSteps());
            assertThat(rule.coldSteps()).as(rule::toString).isLessThanOrEqualTo(rule.bound());
        }
    }

    /** Also when no step of the way is the same in time. */
    @Property(tries = 50)
    void theSameSeedSeesTheSame(@ForAll long seed) {
        FactLimits limits = limits(300, 20);
        RuleSetProfile once = profile(content(seed, limits), OPTIONS);
        RuleSetProfile again = profile(content(seed, limits), OPTIONS);
        assertThat(again.rules())
                .map(RuleProfile::toString)
                .isEqualTo(once.rules().stream().map(RuleProfile::toString).toList());
    }

    @Property(tries = 100)
    void theFactsThatAreToldTakeTheStepsThatAreTold(@ForAll long seed) {
        RuleFileContent content = content(seed, limits(300, 20));
        RuleSetProfile profile = profile(content, OPTIONS);
        for (ReadRule rule : content.rules()) {
            RuleProfile told = profile.of(rule.rule().id());
            Facts facts = told.facts();
            assertThat(facts).isNotNull();
            Meter meter = Budget.of(10_000_000, Duration.ofMinutes(1)).start();
            LoneRule.engine(content, rule.rule().id(), rule.condition(), EngineOptions.defaults(), Conditions.meter())
                    .evaluate(facts, meter);
            assertThat(meter.scanSteps()).as(told::toString).isEqualTo(told.scanSteps());
        }
    }

    @Property(tries = 100)
    void aProfileTakesNoMoreThanItsBudget(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100_000) int steps) {
        RuleSetProfile profile = profile(
                content(seed, limits(300, 20)),
                ProfileOptions.builder()
                        .budget(Budget.of(steps, Duration.ofMinutes(1)))
                        .build());
        long seen = profile.rules().stream().mapToLong(RuleProfile::scanSteps).sum();
        assertThat(seen).isLessThanOrEqualTo(steps);
        assertThat(profile.rules()).hasSameSizeAs(content(seed, limits(1, 1)).rules());
    }
}
