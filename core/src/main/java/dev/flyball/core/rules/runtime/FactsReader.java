package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation knows of its facts: each field is asked for once, when it is first needed, and its value or its
 * failure is kept. What stands inside lists and maps is checked when it is taken out of them; see {@link HostValues}.
 *
 * <p>For one thread, for one evaluation.
 */
public final class FactsReader {
    private static final Object ABSENT = new Object();

    /** The class of facts whose values were checked when they were set. */
    private static final Class<?> BUILT =
            Facts.builder(Schema.builder().build()).build().getClass();

    /** A value that was not looked at yet. */
    private record Unchecked(Object value) {}

    private final Facts facts;
    private final boolean checkedBefore;

    /** By the fields' indexes: null before the field was asked for, {@link #ABSENT}, a failure, or the value. */
    private final @Nullable Object[] known;

    public FactsReader(Facts facts) {
        this.facts = facts;
        this.checkedBefore = facts.getClass() == BUILT;
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
            value = ask(field);
            known[field.index()] = value;
        }
        if (value instanceof Unchecked unchecked) {
            value = check(field, unchecked.value, meter);
            known[field.index()] = value;
        }
        if (value instanceof RuntimeException failure) {
            throw failure;
        }
        return value == ABSENT ? null : value;
    }

    private Object ask(Field field) {
        try {
            Object value = facts.value(field);
            return value == null ? ABSENT : checkedBefore ? value : new Unchecked(value);
        } catch (BudgetExceededException e) {
            return e; // the host charges the request's meter too, and is not asked again
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return HostValues.failure("the value of " + field.name() + " could not be computed", e);
        }
    }

    /** The value or what is wrong with it. If the meter ends, that is for this rule: the value stays to be checked. */
    private static Object check(Field field, Object value, Meter meter) {
        try {
            return HostValues.checked(value, field.type(), meter);
        } catch (FactsException e) {
            return new FactsException("the value of " + field.name() + " is unusable: " + e.getMessage(), e.getCause());
        }
    }

    /** A value that these facts gave, if it is of the Java type that holds the type's values. */
    Object checked(Object value, ValueType type, Meter meter) {
        return checkedBefore ? value : HostValues.checked(value, type, meter);
    }
}
