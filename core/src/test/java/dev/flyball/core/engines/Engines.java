package dev.flyball.core.engines;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.regex.engine.PikeVm;
import dev.flyball.core.regex.program.Compiler;
import dev.flyball.core.regex.syntax.ParsedRegex;
import dev.flyball.core.regex.syntax.Parser;
import dev.flyball.regex.RegexOptions;
import java.time.Duration;
import java.util.List;

/** Flyball's engines: what hosts get, which chooses among them, and those that it would not always choose. */
public final class Engines {
    private static final Budget BUDGET = Budget.of(200_000_000, Duration.ofMinutes(1));

    private Engines() {}

    /** All of them. */
    public static List<Engine> all() {
        return List.of(new FlyballEngine(), new PikeEngine());
    }

    /** The Pike VM by itself. */
    private static final class PikeEngine implements Engine {
        @Override
        public String name() {
            return "Pike VM";
        }

        @Override
        public Program compile(String pattern, RegexOptions options) {
            Meter meter = BUDGET.start();
            ParsedRegex parsed = Parser.parse(pattern, options, meter);
            PikeVm vm = new PikeVm(Compiler.compile(parsed, meter));
            int slotCount = 2 * (parsed.groupCount() + 1);
            return new Program() {
                @Override
                public boolean containsMatchIn(String input) {
                    return vm.contains(input, 0, BUDGET.start());
                }

                @Override
                public boolean matches(String input) {
                    return vm.matches(input, BUDGET.start());
                }

                @Override
                public int[] find(String input, int from) {
                    int[] slots = new int[slotCount];
                    return vm.find(input, from, slots, BUDGET.start()) ? slots : null;
                }

                @Override
                public List<int[]> findAll(String input) {
                    return Engine.iterate(this, input);
                }
            };
        }
    }
}
