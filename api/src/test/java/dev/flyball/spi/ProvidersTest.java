package dev.flyball.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flyball.Budget;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    @Test
    void aMissingImplementationIsToldByTheArtifactToAdd() throws Exception {
        URL api = Budget.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {api}, ClassLoader.getPlatformClassLoader())) {
            Class<?> regex = alone.loadClass("dev.flyball.regex.Regex");
            assertMissing(() -> regex.getMethod("compile", String.class).invoke(null, "a"));
            assertMissing(() -> regex.getMethod("compile", String.class).invoke(null, "a"));
            Class<?> providers = alone.loadClass("dev.flyball.spi.Providers");
            assertMissing(() -> providers.getMethod("rules").invoke(null));
            assertMissing(() -> providers.getMethod("regex", String.class).invoke(null, "re2j"));
        }
    }

    private interface Call {
        void call() throws Exception;
    }

    private static void assertMissing(Call call) {
        assertThat(catchThrowable(call::call))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev.flyball:flyball-core");
    }

    @Test
    void aProviderThatIsNotThereIsToldByTheOnesThatAre() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Providers.regex("re2j"))
                .withMessageContaining("[jdk]")
                .withMessageContaining("dev.flyball:flyball-re2j");
        assertThatIllegalStateException()
                .isThrownBy(() -> Providers.regex("other"))
                .withMessageContaining("[jdk]");
        assertThat(Providers.regex("jdk")).isSameAs(Providers.regex(null));
    }
}
