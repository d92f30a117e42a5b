/** Flyball's implementation. It exports nothing: hosts see it through {@code dev.flyball.api}. */
module dev.flyball.core {
    requires dev.flyball.api;
    requires static jdk.jfr;
    requires static org.jspecify;
    requires org.snakeyaml.engine.v2;

    provides dev.flyball.spi.RegexProvider with
            dev.flyball.core.regex.CoreRegexProvider;
    provides dev.flyball.spi.RulesProvider with
            dev.flyball.core.rules.CoreRulesProvider;
}
