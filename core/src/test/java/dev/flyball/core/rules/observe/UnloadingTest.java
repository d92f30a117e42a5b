package dev.flyball.core.rules.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.core.OwnProcess;
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

/**
 * An application that has Flyball in a class loader of its own, and is undeployed, leaves nothing behind. Servers are processes
 * that clear soft references at every collection: the JDK has some to classes that it made records or lambdas for.
 */
class UnloadingTest {
    private static void assertCollected(String when) throws Exception {
        OwnProcess process =
                OwnProcess.run(List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-Xlog:disable"), Server.class, when);
        assertThat(process.output()).isEqualTo("collected");
    }

    @Test
    void theClassLoaderIsCollectedWhenTheRecordingHasEnded() throws Exception {
        assertCollected("after a recording");
    }

    @Test
    void theClassLoaderIsCollectedWhileTheRecordingGoesOn() throws Exception {
        assertCollected("in a recording");
    }

    @Test
    void theClassLoaderIsCollectedWithoutARecording() throws Exception {
        assertCollected("without");
    }

    /** Deploys the application, drops it, and says whether it was collected. */
    static final class Server {
        private static final int PATIENCE = 200;
        private static final ReferenceQueue<ClassLoader> COLLECTED = new ReferenceQueue<>();

        private Server() {}

        public static void main(String[] args) throws Exception {
            if (args[0].equals("without")) {
                tell(runAndDrop());
                return;
            }
            try (Recording recording = new Recording()) {
                recording.enable("dev.flyball.RuleAccount").with("period", "100 ms");
                recording.enable("dev.flyball.Evaluation").withoutThreshold();
                recording.start();
                Reference<ClassLoader> dropped = runAndDrop();
                if (args[0].equals("after a recording")) {
                    recording.stop();
                }
                tell(dropped);
            }
        }

        private static void tell(Reference<ClassLoader> dropped) throws InterruptedException {
            for (int i = 0; i < PATIENCE && !dropped.refersTo(null); i++) {
                System.gc();
                COLLECTED.remove(100);
            }
            System.out.print(dropped.refersTo(null) ? "collected" : "still there");
        }

        private static Reference<ClassLoader> runAndDrop() throws Exception {
            Reference<ClassLoader> dropped = run(Application.class);
            // JDK 17 holds on to the last class of which it compared records (MethodHandle.asTypeCache).
            run(Other.class);
            return dropped;
        }

        /** Runs an object of that class in a class loader of its own, and gives what is left of that. */
        private static Reference<ClassLoader> run(Class<? extends Runnable> type) throws Exception {
            List<URL> path = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                path.add(new File(entry).toURI().toURL());
            }
            try (URLClassLoader loader =
                    new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
                Class<?> own = loader.loadClass(type.getName());
                if (own == type) {
                    throw new IllegalStateException("the application is not in a class loader of its own");
                }
                ((Runnable) own.getConstructor().newInstance()).run();
                return new WeakReference<>(loader, COLLECTED);
            }
        }
    }

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
}
