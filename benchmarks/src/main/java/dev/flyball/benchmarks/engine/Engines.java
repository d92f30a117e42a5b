package dev.flyball.benchmarks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** All engines that this JDK can run, ours first. */
public final class Engines {
    /** Ours, as most programs use it. */
    public static final Engine FLYBALL = new FlyballEngine("flyball", false);

    /** Ours in byte mode, as the rule engine uses it. */
    public static final Engine FLYBALL_BYTES = new FlyballEngine("flyball bytes", true);

    /** The engine that ours are held to. */
    public static final Engine REFERENCE = new Re2jEngine();

    /** The JDK's. */
    public static final Engine JAVA = new JavaRegexEngine();

    /** The name of the engine that needs a newer JDK than ours does. */
    public static final String SAFERE = "SafeRE";

    private Engines() {}

    /** Ours, <code>java.util.regex</code>, RE2/J, SafeRE where it runs, joni, brics; byte mode is not among them. */
    public static List<Engine> all() {
        List<Engine> engines = new ArrayList<>(List.of(FLYBALL, JAVA, REFERENCE));
        ServiceLoader.load(Engine.class).forEach(engines::add);
        engines.add(new JoniEngine());
        engines.add(new BricsEngine());
        return engines;
    }

    /**
     * The engine of that name.
     *
     * @throws IllegalArgumentException if this JDK has none
     */
    public static Engine named(String name) {
        if (name.equals(FLYBALL_BYTES.name())) {
            return FLYBALL_BYTES;
        }
        return all().stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine is called " + name));
    }
}
