package dev.flyball.benchmarks.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.flyball.Budget;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.event.ruler.Machine;

/** Engines with rules in them, as a run over all requests that gives how many rules matched. */
public final class RuleJudge {
    private static final Budget BUDGET = Budget.of(Budget.MAX_STEPS, Budget.MAX_TIME);
    /** How rules are read: without a limit that would be met. */
    public static final RuleOptions OPTIONS = RuleOptions.builder()
            .compileBudget(BUDGET)
            .maxFileLength(Integer.MAX_VALUE)
            .build();

    private RuleJudge() {}

    /** Our engine. */
    public static LongSupplier flyball(List<String> conditions, List<Request> requests) {
        RuleEngine engine = engine(conditions);
        List<Facts> facts = requests.stream().map(Request::facts).toList();
        return () -> {
            long matches = 0;
            for (Facts request : facts) {
                matches += engine.evaluate(request, BUDGET.start()).matched().size();
            }
            return matches;
        };
    }

    /** Our engine over these rules, which only log. */
    public static RuleEngine engine(List<String> conditions) {
        RuleSet rules = RuleSet.parse("rules.yaml", RuleTexts.yaml(conditions), Schema.http(), OPTIONS);
        EngineOptions options = EngineOptions.builder()
                .maxStepsPerRule(Budget.MAX_STEPS)
                .maxSharedSteps(Budget.MAX_STEPS)
                .build();
        return RuleEngine.of(rules, options);
    }

    /** A program of cel-java for each condition. */
    public static LongSupplier cel(CelRuntime runtime, List<String> conditions, List<Request> requests) {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("host", SimpleType.STRING)
                .addVar("method", SimpleType.STRING)
                .addVar("path", SimpleType.STRING)
                .addVar("headers", MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)))
                .build();
        List<CelRuntime.Program> programs = new ArrayList<>();
        try {
            for (String condition : conditions) {
                CelAbstractSyntaxTree ast = compiler.compile(condition).getAst();
                programs.add(runtime.createProgram(ast));
            }
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(e);
        }
        List<Map<String, Object>> all =
                requests.stream().map(Request::variables).toList();
        return () -> {
            long matches = 0;
            try {
                for (Map<String, Object> variables : all) {
                    for (CelRuntime.Program program : programs) {
                        matches += Boolean.TRUE.equals(program.eval(variables)) ? 1 : 0;
                    }
                }
            } catch (CelEvaluationException e) {
                throw new IllegalStateException(e);
            }
            return matches;
        };
    }

    /** cel-java's runtime that walks the expression. */
    public static CelRuntime celStandard() {
        return CelRuntimeFactory.legacyCelRuntimeBuilder().build();
    }

    /** cel-java's newer runtime, which plans an expression before it is evaluated. */
    public static CelRuntime celPlanner() {
        return CelRuntimeFactory.plannerRuntimeBuilder().build();
    }

    /** event-ruler. */
    public static LongSupplier eventRuler(List<String> rules, List<Request> requests) {
        Machine machine = Machine.builder().build();
        try {
            for (int i = 0; i < rules.size(); i++) {
                machine.addRule("r" + i, rules.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String[]> events = requests.stream().map(Request::flattened).toList();
        return () -> {
            long matches = 0;
            for (String[] event : events) {
                matches += machine.rulesForEvent(event).size();
            }
            return matches;
        };
    }
}
