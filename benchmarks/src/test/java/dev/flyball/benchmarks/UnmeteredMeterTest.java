package dev.flyball.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Meter;
import dev.flyball.benchmarks.workload.MeteringWorkload;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The meter that counts nothing can stand in for the real one. */
class UnmeteredMeterTest {
    @Test
    void hasEveryMethodThatOthersCall() throws Exception {
        URL classes = MeteringWorkload.compileUnmetered().toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, null)) {
            Class<?> unmetered = loader.loadClass(Meter.class.getName());
            assertThat(signatures(unmetered)).containsAll(signatures(Meter.class));
        }
    }

    private static Set<String> signatures(Class<?> meter) {
        return Stream.of(meter.getDeclaredMethods())
                .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> !method.getName().equals("toString"))
                .map(Method::toString)
                .collect(Collectors.toSet());
    }
}
