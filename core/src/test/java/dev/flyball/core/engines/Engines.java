package dev.flyball.core.engines;

import java.util.ArrayList;
import java.util.List;

/** Flyball's engines: what hosts get, which chooses among them, and each of those by itself. */
public final class Engines {
    private Engines() {}

    /** All of them. */
    public static List<Engine> all() {
        List<Engine> all = new ArrayList<>();
        all.add(new FlyballEngine());
        for (ForcedEngine.Kind kind : ForcedEngine.Kind.values()) {
            all.add(new ForcedEngine(kind));
        }
        return all;
    }
}
