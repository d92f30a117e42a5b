package dev.flyball.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a rule wants done, as data: the host acts on it. The kinds are an open set of names; {@link #BLOCK} and
 * {@link #ALLOW} are terminating, nothing runs after them. Immutable.
 */
public final class Action {
    /** The request is to be refused. Its data may tell {@code status}, {@code body} and {@code headers} of the answer. */
    public static final String BLOCK = "block";

    /** The request may pass, whatever later rules say. */
    public static final String ALLOW = "allow";

    /** The match is to be noted. */
    public static final String LOG = "log";

    /** Later rules are not tried any more: those whose ids are in the list {@code rules}, or that have one of {@code tags}. */
    public static final String SKIP = "skip";

    /** Its data are numbers, which are added to the scores of those names; later rules can ask for them. */
    public static final String SCORE = "score";

    /** The request is to be marked, for the host to act on: the mark's {@code name} is in the data. */
    public static final String TAG = "tag";

    private final String kind;
    private final String ruleId;
    private final Map<String, Object> data;

    private Action(String kind, String ruleId, Map<String, Object> data) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.ruleId = Objects.requireNonNull(ruleId, "ruleId");
        Map<String, Object> inOrder = new LinkedHashMap<>();
        data.forEach((key, value) ->
                inOrder.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value")));
        this.data = Collections.unmodifiableMap(inOrder);
    }

    /** An action of that kind that a rule asks for. */
    public static Action of(String kind, String ruleId, Map<String, Object> data) {
        return new Action(kind, ruleId, data);
    }

    /** What is to be done. */
    public String kind() {
        return kind;
    }

    /** The rule that asks for it. */
    public String ruleId() {
        return ruleId;
    }

    /** What the rule's author added to it, in the order of the file: strings, numbers, booleans, lists and maps of them. */
    public Map<String, Object> data() {
        return data;
    }

    /** Whether no later rule runs: {@link #BLOCK} and {@link #ALLOW}. */
    public boolean isTerminating() {
        return kind.equals(BLOCK) || kind.equals(ALLOW);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Action that
                && kind.equals(that.kind)
                && ruleId.equals(that.ruleId)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, ruleId, data);
    }

    @Override
    public String toString() {
        return kind + " by " + ruleId + (data.isEmpty() ? "" : " " + data);
    }
}
