package dev.flyball.core.rules.function;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.HostFailure;
import dev.flyball.core.rules.runtime.FactsException;
import dev.flyball.core.rules.runtime.HostValues;
import dev.flyball.rules.RuleFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of the host's, called with distrust: whatever it throws or gives wrongly makes its rule unfinished. */
final class HostFunction {
    private HostFunction() {}

    static Function of(RuleFunction host) {
        Parameter[] parameters = host.parameters().stream().map(Parameter::of).toArray(Parameter[]::new);
        return Function.named(host.name())
                .takes(parameters.length, parameters)
                .gives(host.result(), Function.Size.GROWING)
                .costsForEach(host.stepsPerByte())
                .costsBesides(host.fixedSteps())
                .does((arguments, meter) -> call(host, arguments, meter));
    }

    private static @Nullable Object call(RuleFunction host, @Nullable Object[] arguments, Meter meter) {
        List<Object> values = new ArrayList<>(arguments.length);
        long total = 0;
        long largest = 0;
        for (Object argument : arguments) {
            if (argument != null) {
                values.add(argument);
            }
            long length = Function.lengthOf(argument);
            total += length;
            largest = Math.max(largest, length);
        }
        meter.charge(host.fixedSteps() + host.stepsPerByte() * total);
        Object result;
        try {
            result = host.body().call(List.copyOf(values), meter);
        } catch (BudgetExceededException e) {
            throw e;
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            throw HostValues.failure("the function " + host.name() + "() failed", e);
        }
        if (result == null) {
            return null;
        }
        if (Function.lengthOf(result) > largest + Function.MAX_GROWTH) {
            throw new FactsException("the result of " + host.name() + "() has more than " + Function.MAX_GROWTH
                    + " bytes or elements above its largest argument");
        }
        try {
            return HostValues.checked(result, host.result(), meter);
        } catch (FactsException e) {
            throw new FactsException("the result of " + host.name() + "() is unusable: " + e.getMessage());
        }
    }
}
