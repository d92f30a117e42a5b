package dev.flyball.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.core.regex.CoreRegexProvider;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On the module path the API finds the implementation, which exports nothing. */
class ModulePathTest {
    private static Path place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static ModuleLayer layer() throws Exception {
        ModuleFinder modules = ModuleFinder.of(
                place(Budget.class), place(CoreRegexProvider.class), place(org.snakeyaml.engine.v2.api.Load.class));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration =
                boot.configuration().resolveAndBind(modules, ModuleFinder.of(), Set.of("dev.flyball.api"));
        return boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
    }

    @Test
    void namedModulesFindEachOtherThroughTheServiceLoader() throws Exception {
        ModuleLayer layer = layer();
        assertThat(layer.modules().stream().map(Module::getName)).contains("dev.flyball.api", "dev.flyball.core");
        ClassLoader loader = layer.findLoader("dev.flyball.api");
        Class<?> regex = loader.loadClass("dev.flyball.regex.Regex");
        assertThat(regex.getModule().isNamed()).isTrue();
        assertThat(regex).isNotSameAs(dev.flyball.regex.Regex.class);
        Object compiled = regex.getMethod("compile", String.class).invoke(null, "a+b");
        Object budget = loader.loadClass("dev.flyball.Budget")
                .getMethod("of", long.class, Duration.class)
                .invoke(null, 1_000L, Duration.ofSeconds(10));
        Object meter = budget.getClass().getMethod("start").invoke(budget);
        Method contains = regex.getMethod("containsMatchIn", CharSequence.class, meter.getClass());
        assertThat(contains.invoke(compiled, "xaab", meter)).isEqualTo(true);
        assertThat(contains.invoke(compiled, "xaac", meter)).isEqualTo(false);
    }

    @Test
    void theRuleEngineIsFoundTheSameWay() throws Exception {
        ClassLoader loader = layer().findLoader("dev.flyball.api");
        Class<?> schema = loader.loadClass("dev.flyball.rules.Schema");
        Class<?> rules = loader.loadClass("dev.flyball.rules.RuleSet");
        Object parsed = rules.getMethod("parse", String.class, String.class, schema)
                .invoke(
                        null,
                        "rules.yaml",
                        "rules: [{id: a, when: 'http.host eq \"x\"', then: block}]",
                        schema.getMethod("http").invoke(null));
        assertThat(parsed).isNotNull();
    }

    @Test
    void theImplementationExportsNothing() throws Exception {
        Module core = layer().findModule("dev.flyball.core").orElseThrow();
        assertThat(core.getDescriptor().exports()).isEmpty();
        assertThat(core.getDescriptor().opens()).isEmpty();
        Module api = layer().findModule("dev.flyball.api").orElseThrow();
        List<String> exported = api.getDescriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(exports -> exports.source())
                .sorted()
                .toList();
        assertThat(exported).containsExactly("dev.flyball", "dev.flyball.regex", "dev.flyball.rules");
    }
}
