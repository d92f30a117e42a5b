package dev.flyball.core.rules.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.rules.Facts;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import java.io.File;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

/** An application that has Flyball in a class loader of its own, and is undeployed, leaves nothing behind. */
class UnloadingTest {
    private static final int PATIENCE = 100;

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

    /** The application. */
    public static final class Application implements Runnable {
        /** The application as it is found by its name. */
        public Application() {}

        @Override
        public void run() {
            Schema schema = Schema.http();
            String rules = "rules: [{ id: a, when: 'http.host matches \"a.*b\"', then: block }]";
            RuleEngine engine = RuleEngine.of(RuleSet.parse("rules.yaml", rules, schema));
            Facts facts = Facts.builder(schema).set("http.host", "axb").build();
            boolean blocked = engine.evaluate(
                            facts, Budget.of(10_000, Duration.ofHours(1)).start())
                    .isBlocked();
            if (!blocked) {
                throw new IllegalStateException("it judged wrongly");
            }
        }
    }

    /** What the JDK did last for a record of any class loader is for this one. */
    public record Other(String value) implements Runnable {
        /** The record as it is found by its name. */
        public Other() {
            this("");
        }

        @Override
        public void run() {
            if (!equals(new Other()) || hashCode() != new Other().hashCode()) {
                throw new IllegalStateException("records are broken");
            }
        }
    }

    /** Runs an object of that class in a class loader of its own, and gives what is left of that. */
    private Reference<ClassLoader> run(Class<? extends Runnable> type) throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(new File(entry).toURI().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> own = loader.loadClass(type.getName());
            assertThat(own).isNotSameAs(type);
            ((Runnable) own.getConstructor().newInstance()).run();
            return new WeakReference<>(loader, collected);
        }
    }

    private Reference<ClassLoader> runAndDrop() throws Exception {
        Reference<ClassLoader> dropped = run(Application.class);
        // JDK 17 holds on to the last class of which it compared records (MethodHandle.asTypeCache).
        run(Other.class);
        return dropped;
    }

    private void assertCollected(Reference<ClassLoader> dropped) throws InterruptedException {
        for (int i = 0; i < PATIENCE && !dropped.refersTo(null); i++) {
            System.gc();
            collected.remove(100);
        }
        assertThat(dropped.refersTo(null)).isTrue();
    }

    @Test
    void theClassLoaderIsCollectedWhenTheRecordingHasEnded() throws Exception {
        Reference<ClassLoader> dropped;
        try (Recording recording = new Recording()) {
            recording.enable("dev.flyball.Evaluation").withoutThreshold();
            recording.start();
            dropped = runAndDrop();
            recording.stop();
        }
        assertCollected(dropped);
    }

    @Test
    void theClassLoaderIsCollectedWhileTheRecordingGoesOn() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("dev.flyball.RuleAccount").with("period", "100 ms");
            recording.enable("dev.flyball.Evaluation").withoutThreshold();
            recording.start();
            assertCollected(runAndDrop());
        }
    }

    @Test
    void theClassLoaderIsCollectedWithoutARecording() throws Exception {
        assertCollected(runAndDrop());
    }
}
