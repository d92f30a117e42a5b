package dev.flyball.core.rules.plan;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.runtime.Relation;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Field;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Evaluates typed conditions in the plainest way: every part anew, in the order in which it is written, without plan,
 * indexes or budget. Results are true, false or an error.
 */
final class Interpreter {
    enum Result {
        TRUE,
        FALSE,
        ERROR;

        static Result of(boolean value) {
            return value ? TRUE : FALSE;
        }

        Result not() {
            return this == ERROR ? ERROR : of(this == FALSE);
        }
    }

    /** A value could not be had. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Values in a row, up to a failure where there is one; null if what they are in is absent. */
    private record Row(List<Object> values, boolean fails) {}

    /** All that a score can be. */
    record Span(long least, long most) {}

    private final Function<Field, Object> facts;
    private final Function<String, Span> scores;
    private final boolean absentNotEqual;

    Interpreter(Function<Field, Object> facts, Function<String, Span> scores, boolean absentNotEqual) {
        this.facts = facts;
        this.scores = scores;
        this.absentNotEqual = absentNotEqual;
    }

    private static Meter meter() {
        return Budget.of(1_000_000_000, Duration.ofHours(1)).start();
    }

    Result condition(Typed.Expression expression) {
        if (expression instanceof Typed.Logical logical) {
            List<Result> results =
                    logical.operands().stream().map(this::condition).toList();
            return switch (logical.kind()) {
                case AND ->
                    results.contains(Result.FALSE)
                            ? Result.FALSE
                            : results.contains(Result.ERROR) ? Result.ERROR : Result.TRUE;
                case OR ->
                    results.contains(Result.TRUE)
                            ? Result.TRUE
                            : results.contains(Result.ERROR) ? Result.ERROR : Result.FALSE;
                case XOR ->
                    results.contains(Result.ERROR)
                            ? Result.ERROR
                            : Result.of(
                                    results.stream().filter(Result.TRUE::equals).count() % 2 == 1);
            };
        }
        if (expression instanceof Typed.Not not) {
            return condition(not.operand()).not();
        }
        try {
            return expression instanceof Typed.Quantified quantified
                    ? quantified(quantified)
                    : Result.of(test((Typed.Predicate) expression));
        } catch (Failure e) {
            return Result.ERROR;
        }
    }

    private boolean test(Typed.Predicate predicate) {
        if (predicate.value() instanceof Typed.Score score && predicate.test() instanceof Typed.CompareInt) {
            Span span = scores.apply(score.name());
            long passing = LongStream.rangeClosed(span.least, span.most)
                    .filter(value -> passes(value, predicate.test()))
                    .count();
            if (passing != 0 && passing != span.most - span.least + 1) {
                throw new Failure();
            }
            return passing != 0;
        }
        Object value = value(predicate.value());
        return value == null ? absentNotEqual && isNotEqual(predicate.test()) : passes(value, predicate.test());
    }

    private static boolean isNotEqual(Typed.Test test) {
        return test instanceof Typed.CompareInt i && i.relation() == Relation.NOT_EQUAL
                || test instanceof Typed.CompareBytes b && b.relation() == Relation.NOT_EQUAL
                || test instanceof Typed.CompareIp a && a.relation() == Relation.NOT_EQUAL;
    }

    private Result quantified(Typed.Quantified quantified) {
        if (quantified.array() instanceof Typed.Predicate predicate) {
            Row row = elements(predicate.value());
            for (Object value : row == null ? List.of() : row.values) {
                if (passes(value, predicate.test()) != quantified.every()) {
                    return Result.of(!quantified.every());
                }
            }
            return row != null && row.fails ? Result.ERROR : Result.of(quantified.every());
        }
        return Result.of(array(quantified.array()).contains(!quantified.every()) != quantified.every());
    }

    private List<Boolean> array(Typed.Expression expression) {
        if (expression instanceof Typed.Logical logical) {
            List<List<Boolean>> all =
                    logical.operands().stream().map(this::array).toList();
            int length = all.stream().mapToInt(List::size).min().orElseThrow();
            List<Boolean> combined = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                int at = i;
                long set = all.stream().filter(bits -> bits.get(at)).count();
                combined.add(
                        switch (logical.kind()) {
                            case AND -> set == all.size();
                            case OR -> set > 0;
                            case XOR -> set % 2 == 1;
                        });
            }
            return combined;
        }
        if (expression instanceof Typed.Not not) {
            return array(not.operand()).stream().map(bit -> !bit).toList();
        }
        Typed.Predicate predicate = (Typed.Predicate) expression;
        Row row = elements(predicate.value());
        if (row != null && row.fails) {
            throw new Failure();
        }
        return row == null
                ? List.of()
                : row.values.stream()
                        .map(value -> passes(value, predicate.test()))
                        .toList();
    }

    private Row elements(Typed.Value value) {
        if (!value.isLifted()) {
            Object list = value(value);
            Row row = new Row(new ArrayList<>(), false);
            return list == null ? null : walk(row, list, List.of(new Path.Every()), 0, value.type());
        }
        Typed.Place place = (Typed.Place) value;
        if (place.container() instanceof Typed.Call call
                && call.isForEach()
                && place.steps().get(0) instanceof Path.Every) {
            Row results = calls(call);
            if (results == null) {
                return null;
            }
            Row row = new Row(new ArrayList<>(), results.fails);
            for (Object result : results.values) {
                row = walk(
                        row, result, place.steps(), 1, place.container().type().element());
            }
            return row;
        }
        Object container = value(place.container());
        int at = 0;
        ValueType type = place.container().type();
        while (container != null && !(place.steps().get(at) instanceof Path.Every)) {
            container = step(container, place.steps().get(at++), type);
            type = type.element();
        }
        return container == null ? null : walk(new Row(new ArrayList<>(), false), container, place.steps(), at, type);
    }

    private Row walk(Row row, Object value, List<Path.Step> steps, int at, ValueType type) {
        if (row.fails && steps.size() > at) {
            return row;
        }
        if (at == steps.size()) {
            row.values.add(value);
            return row;
        }
        ValueType inner = type.element();
        if (!(steps.get(at) instanceof Path.Every)) {
            try {
                Object taken = step(value, steps.get(at), type);
                return taken == null ? row : walk(row, taken, steps, at + 1, inner);
            } catch (Failure e) {
                return new Row(row.values, true);
            }
        }
        Row walked = row;
        for (Object element : value instanceof Map<?, ?> map ? map.values() : (List<?>) value) {
            if (element == null) {
                continue;
            }
            if (!isOf(element, inner)) {
                return new Row(walked.values, true);
            }
            walked = walk(walked, element, steps, at + 1, inner);
            if (walked.fails) {
                return walked;
            }
        }
        return walked;
    }

    private static Object step(Object container, Path.Step step, ValueType type) {
        Object taken;
        if (step instanceof Path.Key key) {
            taken = ((Map<?, ?>) container).get(key.key());
        } else {
            List<?> list = (List<?>) container;
            int index = ((Path.Index) step).index();
            taken = index < list.size() ? list.get(index) : null;
        }
        if (taken != null && !isOf(taken, type.element())) {
            throw new Failure();
        }
        return taken;
    }

    private static boolean isOf(Object value, ValueType type) {
        return switch (type.kind()) {
            case BOOL -> value instanceof Boolean;
            case INT -> value instanceof Long;
            case BYTES -> value instanceof String;
            case IP -> value instanceof IpAddress;
            case ARRAY -> value instanceof List;
            case MAP -> value instanceof Map;
        };
    }

    private Object value(Typed.Value value) {
        if (value instanceof Typed.FieldValue field) {
            Object fact = facts.apply(field.field());
            if (fact != null && !isOf(fact, field.type())) {
                throw new Failure();
            }
            return fact;
        }
        if (value instanceof Typed.Constant constant) {
            return constant.value();
        }
        if (value instanceof Typed.Score score) {
            Span span = scores.apply(score.name());
            if (span.least != span.most) {
                throw new Failure();
            }
            return span.least;
        }
        if (value instanceof Typed.Place place) {
            Object container = value(place.container());
            ValueType type = place.container().type();
            for (Path.Step step : place.steps()) {
                container = container == null ? null : step(container, step, type);
                type = type.element();
            }
            return container;
        }
        Typed.Call call = (Typed.Call) value;
        if (call.isForEach()) {
            Row row = calls(call);
            if (row != null && row.fails) {
                throw new Failure();
            }
            return row == null ? null : row.values;
        }
        Object[] arguments = new Object[call.arguments().size()];
        return evaluate(call, arguments, 0) ? call(call, arguments) : null;
    }

    /** Evaluates the arguments from an index on, up to the first that makes the result absent. */
    private boolean evaluate(Typed.Call call, Object[] arguments, int from) {
        for (int i = from; i < arguments.length; i++) {
            arguments[i] = value(call.arguments().get(i));
            if (arguments[i] == null && !call.function().skipsAbsent()) {
                return false;
            }
        }
        return true;
    }

    private Row calls(Typed.Call call) {
        Object[] given = new Object[call.arguments().size()];
        boolean complete = evaluate(call, given, 1);
        Row first = elements(call.arguments().get(0));
        if (first == null) {
            return null;
        }
        List<Object> results = new ArrayList<>();
        for (Object element : first.values) {
            Object[] arguments = given.clone();
            arguments[0] = element;
            Object result = complete ? call(call, arguments) : null;
            if (result != null) {
                results.add(result);
            }
        }
        return new Row(results, first.fails);
    }

    private static Object call(Typed.Call call, Object[] arguments) {
        try {
            return call.function().call(arguments, meter());
        } catch (dev.flyball.core.rules.runtime.FactsException e) {
            throw new Failure();
        }
    }

    private static boolean passes(Object value, Typed.Test test) {
        if (test instanceof Typed.CompareInt compare) {
            return compare.relation().holds(((Long) value).compareTo(compare.operand()));
        }
        if (test instanceof Typed.CompareBytes compare) {
            return compare.relation().holds(((String) value).compareTo(compare.operand()));
        }
        if (test instanceof Typed.CompareIp compare) {
            IpAddress address = (IpAddress) value;
            return address.isV6() == compare.operand().isV6()
                    ? compare.relation().holds(address.compareTo(compare.operand()))
                    : compare.relation() == Relation.NOT_EQUAL;
        }
        if (test instanceof Typed.HasBits hasBits) {
            return ((Long) value & hasBits.bits()) != 0;
        }
        if (test instanceof Typed.Contains contains) {
            return ((String) value).contains(contains.needle());
        }
        if (test instanceof Typed.Matches matches) {
            return matches.regex().containsMatchIn((String) value, meter());
        }
        if (test instanceof Typed.Wildcard wildcard) {
            String regex = wildcard.parts().stream().map(Pattern::quote).collect(Collectors.joining(".*"));
            int flags = Pattern.DOTALL | (wildcard.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0);
            return Pattern.compile(regex, flags).matcher((String) value).matches();
        }
        if (test instanceof Typed.In in) {
            MemberSet members = in.members();
            return members.test(value, meter());
        }
        return (Boolean) value;
    }
}
