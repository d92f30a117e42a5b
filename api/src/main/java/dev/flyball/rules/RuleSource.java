package dev.flyball.rules;

import dev.flyball.spi.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rules come from and change: a file, a directory, or a store of the host's own.
 *
 * <pre>{@code
 * RuleSource store = (known, options) -> {
 *     Row row = table.newest();
 *     return row.revision().equals(known)
 *             ? null
 *             : RuleContent.of("rules table", row.revision(), List.of(RuleText.of("rules", row.yaml())));
 * };
 * }</pre>
 *
 * <p>A {@link RuleWatcher} asks it from one thread at a time. It should read no more than the options allow; that it gives
 * up after a time is its own affair, as the watcher waits for it.
 */
@FunctionalInterface
public interface RuleSource {
    /**
     * A file, or a directory of rule files. Whether it is the one or the other is seen at each read.
     *
     * <p>Of a directory, the files whose names end in {@code .yaml}, {@code .yml} or {@code .json} make one rule set, in
     * the order of their names (by their chars, as {@link String#compareTo}). What begins with a dot or a {@code #} is left
     * out, and so are directories within: editors keep copies, and Kubernetes keeps what a mounted ConfigMap points to. What
     * only looks like a rule file is told ({@link RuleContent#leftOut()}).
     * Links are followed. A directory without a rule file is an error, and not a rule set without rules.
     *
     * <p>What changed is told by a hash of the content, so that a change within the same tick of the file system's clock,
     * or a time that was set back, hides nothing. The whole is read at each poll, but no more than {@link
     * RuleOptions#maxFileLength()} allows, which is for all files together.
     */
    static RuleSource of(Path path) {
        return of(List.of(path));
    }

    /**
     * Files and directories of rule files, which make one rule set, in this order. A file that is named twice, by itself or by
     * its directory, is an error at each read.
     *
     * @param paths at least one; see {@link #of(Path)}
     * @throws IllegalArgumentException if there is none
     */
    static RuleSource of(List<Path> paths) {
        return Providers.rules().source(List.copyOf(paths));
    }

    /**
     * What there is now.
     *
     * @param known the {@linkplain RuleContent#identity() identity} of what was read before, or null if nothing was
     * @param options how large it may be
     * @return null if it is still what is known
     * @throws IOException if it cannot be told; whatever else it throws counts as the same
     */
    @Nullable
    RuleContent read(@Nullable String known, RuleOptions options) throws IOException;

    /** What it is called in messages; a watcher asks once. The name of its class is taken where this throws or gives null. */
    default String name() {
        return toString();
    }

    /**
     * Whether a read never sees half of a change. Of a source that is not such, a content is used only once it has been the
     * same for {@link WatchOptions#settle()}.
     */
    default boolean isAtomic() {
        return true;
    }
}
