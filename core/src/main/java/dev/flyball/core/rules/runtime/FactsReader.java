package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation knows of its facts: each field is asked for once, when it is first needed, and its value or its
 * failure is kept. Lists and maps are checked when something is taken out of them; see {@link HostValues}.
 *
 * <p>For one thread, for one evaluation.
 */
public final class FactsReader {
    private static final Object ABSENT = new Object();

    private final Facts facts;
    /** By the fields' indexes: null before the field was asked for, {@link #ABSENT}, a failure, or the value. */
    private final @Nullable Object[] known;

    public FactsReader(Facts facts) {
        this.facts = facts;
        this.known = new @Nullable Object[facts.schema().fields().size()];
    }

    /**
     * The value of a field, held in the Java type that the field's type says, or null if it is absent.
     *
     * @throws FactsException if the host threw, or gave something else
     * @throws BudgetExceededException if the meter ends
     */
    public @Nullable Object value(Field field, Meter meter) {
        Object value = known[field.index()];
        if (value == null) {
            value = ask(field, meter);
            known[field.index()] = value;
        }
        if (value instanceof RuntimeException failure) {
            throw failure;
        }
        return value == ABSENT ? null : value;
    }

    private Object ask(Field field, Meter meter) {
        Object value;
        try {
            value = facts.value(field);
        } catch (BudgetExceededException e) {
            return e; // the host charges the request's meter too
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return HostValues.failure("the value of " + field.name() + " could not be computed", e);
        }
        if (value == null) {
            return ABSENT;
        }
        try {
            return HostValues.checked(value, field.type());
        } catch (FactsException e) {
            return new FactsException("the value of " + field.name() + " is unusable: " + e.getMessage(), e.getCause());
        }
    }
}
