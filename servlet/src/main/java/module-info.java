/** Flyball as a Jakarta Servlet filter. */
module dev.flyball.servlet {
    requires transitive dev.flyball.api;
    requires transitive jakarta.servlet;
    requires static org.jspecify;

    exports dev.flyball.servlet;
}
