/** Runs the tests in rule files as JUnit Jupiter tests. */
module dev.flyball.junit {
    requires transitive dev.flyball.api;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.flyball.junit;
}
