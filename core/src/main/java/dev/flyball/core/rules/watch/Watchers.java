package dev.flyball.core.rules.watch;

import dev.flyball.rules.RuleWatcher;
import dev.flyball.rules.SourceStatus;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The watchers of one engine, for its status, as long as the host holds them. Thread-safe. */
public final class Watchers {
    private final CopyOnWriteArrayList<WeakReference<RuleWatcher>> all = new CopyOnWriteArrayList<>();

    /** Remembers one. */
    public void add(RuleWatcher watcher) {
        all.removeIf(known -> known.refersTo(null));
        all.add(new WeakReference<>(watcher));
    }

    /** How things stand with each of them. */
    public List<SourceStatus> status() {
        List<SourceStatus> status = new ArrayList<>();
        for (WeakReference<RuleWatcher> known : all) {
            RuleWatcher watcher = known.get();
            if (watcher != null) {
                status.add(watcher.status());
            }
        }
        return status;
    }
}
