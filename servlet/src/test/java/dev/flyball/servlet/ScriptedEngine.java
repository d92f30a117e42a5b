package dev.flyball.servlet;

import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Deployment;
import dev.flyball.rules.EngineStatus;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Kill;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.MetricReader;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rule;
import dev.flyball.rules.RuleAccounts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleEngineMXBean;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetCost;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.RuleWatcher;
import dev.flyball.rules.Safeguards;
import dev.flyball.rules.Schema;
import dev.flyball.rules.Trace;
import dev.flyball.rules.Unfinished;
import dev.flyball.rules.WatchOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** An engine that decides by the test's code, to look at what the filter gives it and does with what it says. */
final class ScriptedEngine implements RuleEngine {
    private final BiFunction<Facts, Meter, @Nullable Action> script;
    private final RuleSet rules;

    private ScriptedEngine(String condition, Schema schema, BiFunction<Facts, Meter, @Nullable Action> script) {
        this.script = script;
        Rule rule = Rule.of(
                "scripted", "", condition, Action.of("log", "scripted", Map.of()), Rule.Mode.ENFORCE, List.of());
        this.rules = new ScriptedRules(schema, List.of(rule));
    }

    /** Its only rule has that condition, which the filter reads and nobody evaluates. */
    static ScriptedEngine of(String condition, BiFunction<Facts, Meter, @Nullable Action> script) {
        return of(condition, Schema.http(), script);
    }

    static ScriptedEngine of(String condition, Schema schema, BiFunction<Facts, Meter, @Nullable Action> script) {
        return new ScriptedEngine(condition, schema, script);
    }

    /** Reads the whole body that rules can see, and lets every request pass. */
    static ScriptedEngine readingTheBody() {
        return of("http.request.body.raw contains \"x\"", (facts, meter) -> {
            facts.value(facts.schema().field("http.request.body.raw"));
            return null;
        });
    }

    static ScriptedEngine blocking(Map<String, Object> data) {
        return of("", (facts, meter) -> Action.of(Action.BLOCK, "scripted", data));
    }

    @Override
    public Decision evaluate(Facts facts, Meter meter) {
        return new ScriptedDecision(script.apply(facts, meter));
    }

    @Override
    public Decision evaluate(@Nullable String key, Facts facts, Meter meter) {
        return evaluate(facts, meter);
    }

    @Override
    public RequestRules begin(@Nullable String key, Meter meter) {
        return new RequestRules() {
            @Override
            public String version() {
                return rules.version();
            }

            @Override
            public RuleSet rules() {
                return rules;
            }

            @Override
            public Decision evaluate(Phase phase, Facts facts) {
                return evaluate(Set.of(phase), facts);
            }

            @Override
            public Decision evaluate(Set<Phase> phases, Facts facts) {
                return ScriptedEngine.this.evaluate(facts, meter);
            }

            @Override
            public RequestRules traced() {
                return this;
            }

            @Override
            public RequestRules deferred() {
                return this;
            }

            @Override
            public List<Decision> simulate() {
                return List.of();
            }
        };
    }

    @Override
    public Kill kill(KillTarget target, String owner, String reason, @Nullable Instant until) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean lift(KillTarget target, String owner, String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Safeguards safeguards() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RuleEngineMXBean management() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void tick() {
        throw new UnsupportedOperationException();
    }

    @Override
    public EngineStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MetricReader metrics(int maxRules) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RuleAccounts accounts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RuleAccounts accounts(String version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RuleSet live() {
        return rules;
    }

    @Override
    public RuleWatcher watch(RuleSource source, WatchOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deploy(RuleSet next, Rollout rollout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rollback(String reason) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Deployment> history() {
        return List.of();
    }

    private record ScriptedRules(Schema schema, List<Rule> rules) implements RuleSet {
        @Override
        public String file() {
            return "scripted";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public RuleSetCost cost(FactLimits limits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String explain() {
            return "scripted";
        }
    }

    private record ScriptedDecision(@Nullable Action action) implements Decision {
        @Override
        public boolean isByPolicy() {
            return false;
        }

        @Override
        public List<Kill> kills() {
            return List.of();
        }

        @Override
        public boolean isSimulated() {
            return false;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public List<Rule> matched() {
            return List.of();
        }

        @Override
        public Map<String, Long> scores() {
            return Map.of();
        }

        @Override
        public long sharedSteps() {
            return 0;
        }

        @Override
        public @Nullable Trace trace() {
            return null;
        }

        @Override
        public List<Rule> simulated() {
            return List.of();
        }

        @Override
        public List<Unfinished> unfinished() {
            return List.of();
        }

        @Override
        public long steps() {
            return 0;
        }

        @Override
        public long stepsOf(String ruleId) {
            return 0;
        }

        @Override
        public void forEachTried(ObjLongConsumer<Rule> visitor) {}
    }
}
