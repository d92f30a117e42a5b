package dev.flyball.core.rules.runtime;

import dev.flyball.BudgetExceededException;
import dev.flyball.Meter;
import dev.flyball.core.HostFailure;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Field;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.util.Objects;
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

    private static final Memo NO_MEMO = new Memo(0, 0);

    /** By the fields' indexes: null before the field was asked for, {@link #ABSENT}, a failure, or the value. */
    private final @Nullable Object[] known;

    /** The indexes of the fields that were asked for: a few of many. */
    private final int[] asked;

    private int askedCount;

    private @Nullable Facts facts;
    private boolean checkedBefore;
    private Memo memo = NO_MEMO;
    private @Nullable Tracer tracer;
    private @Nullable Scores scores;

    /** A reader of these facts, for conditions that share nothing. */
    public FactsReader(Facts facts) {
        this(facts.schema());
        begin(facts, null);
    }

    /** A reader that has no facts before it begins. */
    FactsReader(Schema schema) {
        this.known = new @Nullable Object[schema.fields().size()];
        this.asked = new int[known.length];
    }

    /** Begins to read facts of this reader's schema. */
    void begin(Facts given, @Nullable Tracer trace) {
        this.facts = given;
        this.checkedBefore = given.getClass() == BUILT;
        this.tracer = trace;
    }

    /** Forgets the facts. */
    void end() {
        for (int i = 0; i < askedCount; i++) {
            known[asked[i]] = null;
        }
        askedCount = 0;
        facts = null;
        memo = NO_MEMO;
        tracer = null;
        scores = null;
    }

    /** From now on, what conditions share is kept there, and these are the scores. */
    void use(Memo sharedThings, Scores current) {
        this.memo = sharedThings;
        this.scores = current;
    }

    Memo memo() {
        return memo;
    }

    /** Who wants to know what is evaluated, or null. */
    @Nullable
    Tracer tracer() {
        return tracer;
    }

    /** The least that rules can have added to a score so far. */
    long leastScore(String name) {
        return scores == null ? 0 : scores.least(name);
    }

    /** The most that rules can have added to a score so far: more than the least if some of them did not finish. */
    long mostScore(String name) {
        return scores == null ? 0 : scores.most(name);
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
            asked[askedCount++] = field.index();
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

    private Object ask(Field field, Meter meter) {
        try {
            Object value = Objects.requireNonNull(facts, "facts").value(field);
            return value == null ? ABSENT : checkedBefore ? value : new Unchecked(value);
        } catch (BudgetExceededException e) {
            meter.stride(); // the host charges the request's meter too: then it has ended, for the rule as well
            return HostValues.failure(couldNot(field), e);
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            return HostValues.failure(couldNot(field), e);
        }
    }

    private static String couldNot(Field field) {
        return "the value of " + field.name() + " could not be computed";
    }

    /** The value or what is wrong with it. If the meter ends, that is for this rule: the value stays to be checked. */
    private static Object check(Field field, Object value, Meter meter) {
        try {
            return HostValues.checked(value, field.type(), meter);
        } catch (FactsException e) {
            return new FactsException("the value of " + field.name() + " is unusable: " + e.getMessage(), e.getCause());
        }
    }

    /** Whether all values are of their types, in lists and maps of the JDK, and none changes. */
    boolean isCheckedBefore() {
        return checkedBefore;
    }

    /** A value that these facts gave, if it is of the Java type that holds the type's values. */
    Object checked(Object value, ValueType type, Meter meter) {
        return checkedBefore ? value : HostValues.checked(value, type, meter);
    }
}
