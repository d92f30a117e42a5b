package dev.flyball.core.rules.watch;

import dev.flyball.rules.RuleContent;
import org.jspecify.annotations.Nullable;

/**
 * What a source showed in one poll, and since when it has shown the same. Immutable.
 *
 * @param identity of the content, or null if it could not be read
 * @param content what was read; null if that failed, or if the content was used before
 * @param failure why it could not be read, or null
 * @param since on the clock that measures time
 */
record Sighting(
        @Nullable String identity,
        @Nullable RuleContent content,
        @Nullable Trouble failure,
        long since) {
    static Sighting of(RuleContent content, long since) {
        return new Sighting(content.identity(), content, null, since);
    }

    static Sighting known(String identity, long since) {
        return new Sighting(identity, null, null, since);
    }

    static Sighting of(Trouble failure, long since) {
        return new Sighting(null, null, failure, since);
    }

    /** Once the content was used. */
    Sighting withoutContent() {
        return new Sighting(identity, null, failure, since);
    }

    /** Whether this one shows what the other one showed. */
    boolean isSameAs(Sighting other) {
        return identity == null ? failure != null && failure.isSameAs(other.failure) : identity.equals(other.identity);
    }
}
