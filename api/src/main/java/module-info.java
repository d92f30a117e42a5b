/**
 * Flyball's API: everything a host program compiles against. The implementation, {@code dev.flyball.core}, is found
 * through {@link java.util.ServiceLoader}.
 */
@SuppressWarnings("module") // the modules that the SPI is exported to are built after this one
module dev.flyball.api {
    requires static transitive org.jspecify;

    exports dev.flyball;
    exports dev.flyball.regex;
    exports dev.flyball.rules;
    exports dev.flyball.spi to
            dev.flyball.core,
            dev.flyball.re2j;

    uses dev.flyball.spi.RegexProvider;
    uses dev.flyball.spi.RulesProvider;
}
