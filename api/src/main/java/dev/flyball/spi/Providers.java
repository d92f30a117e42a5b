package dev.flyball.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the implementations, once, through the class loader of this package: the one that sees what the host deployed
 * beside the API, whatever the context class loader of the calling thread is.
 */
public final class Providers {
    private static final String MISSING =
            "no Flyball implementation found: add the artifact dev.flyball:flyball-core to the class path or module path";

    private static volatile @Nullable List<RegexProvider> regexProviders;
    private static volatile @Nullable RulesProvider rulesProvider;

    private Providers() {}

    /**
     * The regex provider of that name, or the default one for null.
     *
     * @throws IllegalStateException if there is none
     */
    public static RegexProvider regex(@Nullable String name) {
        List<RegexProvider> all = regexProviders;
        if (all == null) {
            all = load(RegexProvider.class);
            all.sort(Comparator.comparingInt(RegexProvider::priority).reversed());
            regexProviders = all;
        }
        for (RegexProvider provider : all) {
            if (name == null || provider.name().equals(name)) {
                return provider;
            }
        }
        if (name == null || all.isEmpty()) {
            regexProviders = null;
            throw new IllegalStateException(MISSING);
        }
        throw new IllegalStateException("no regex provider is named \"" + name + "\": there is "
                + all.stream().map(RegexProvider::name).toList()
                + (name.equals("re2j") ? "; add the artifact dev.flyball:flyball-re2j" : ""));
    }

    /**
     * The rule engine's implementation.
     *
     * @throws IllegalStateException if there is none
     */
    public static RulesProvider rules() {
        RulesProvider found = rulesProvider;
        if (found == null) {
            List<RulesProvider> all = load(RulesProvider.class);
            if (all.isEmpty()) {
                throw new IllegalStateException(MISSING);
            }
            found = all.get(0);
            rulesProvider = found;
        }
        return found;
    }

    private static <T> List<T> load(Class<T> service) {
        List<T> found = new ArrayList<>();
        ClassLoader loader = Providers.class.getClassLoader();
        ModuleLayer layer = Providers.class.getModule().getLayer();
        // A named module in a layer of its own sees that layer's providers; the class loader alone would not.
        ServiceLoader<T> services = layer != null && layer != ModuleLayer.boot()
                ? ServiceLoader.load(layer, service)
                : ServiceLoader.load(service, loader);
        for (T provider : services) {
            found.add(provider);
        }
        return found;
    }
}
