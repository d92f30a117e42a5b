package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the text of a condition to what evaluates it. Immutable and thread-safe. */
public final class ConditionCompiler {
    private final Schema schema;
    private final NamedLists lists;
    private final RuleOptions options;

    public ConditionCompiler(Schema schema, NamedLists lists, RuleOptions options) {
        this.schema = schema;
        this.lists = lists;
        this.options = options;
    }

    /**
     * The compiled condition, or null after adding at least one problem; as many independent problems of the text are
     * told as can be.
     *
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    public @Nullable Condition compile(String text, List<Problem> problems, Meter meter) {
        problems.add(new Problem(0, text.length(), "not compiled yet over " + schema + lists + options));
        return null;
    }
}
