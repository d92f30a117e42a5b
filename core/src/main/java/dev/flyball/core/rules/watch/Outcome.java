package dev.flyball.core.rules.watch;

import dev.flyball.rules.RuleContent;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.SourceStatus.State;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last content that was used. Immutable.
 *
 * @param identity of the content; null before the first one
 * @param state what became of it
 * @param version of the last rules that could be compiled; null if there are none
 * @param trouble what is wrong with it, or null
 * @param waiting its rules while they wait for the end of a rollout, else null
 * @param unfinished the content if it is to be compiled again, else null
 * @param retryAt when that is, on the clock that measures time
 */
record Outcome(
        @Nullable String identity,
        State state,
        @Nullable String version,
        @Nullable Trouble trouble,
        @Nullable RuleSet waiting,
        @Nullable RuleContent unfinished,
        long retryAt) {
    static final Outcome NONE = new Outcome(null, State.NOT_READ, null, null, null, null, 0);

    static Outcome deployed(@Nullable String identity, RuleSet rules) {
        return new Outcome(identity, State.DEPLOYED, rules.version(), null, null, null, 0);
    }

    static Outcome waiting(@Nullable String identity, RuleSet rules) {
        return new Outcome(identity, State.WAITING, rules.version(), null, rules, null, 0);
    }

    static Outcome refused(@Nullable String identity, @Nullable String version, Trouble trouble) {
        return new Outcome(identity, State.REFUSED, version, trouble, null, null, 0);
    }

    /** Refused for now. */
    static Outcome unfinished(RuleContent content, @Nullable String version, Trouble trouble, long retryAt) {
        return new Outcome(content.identity(), State.REFUSED, version, trouble, null, content, retryAt);
    }
}
