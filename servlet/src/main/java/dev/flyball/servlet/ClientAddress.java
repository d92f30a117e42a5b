package dev.flyball.servlet;

import dev.flyball.rules.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the address of the client that a request comes from: the value of {@code ip.src}. Called at most once for a
 * request, on its thread; must be thread-safe.
 */
@FunctionalInterface
public interface ClientAddress {
    /** The client's address, or null if it is not known. */
    @Nullable
    IpAddress of(HttpServletRequest request);

    /**
     * The other end of the connection, or what the container makes of it.
     *
     * <p>Behind a proxy, let the container put the client's address there (Jetty's {@code ForwardedRequestCustomizer},
     * Tomcat's {@code RemoteIpValve}), with the proxies that it trusts. A header such as {@code X-Forwarded-For} says
     * what the client wants it to say.
     */
    static ClientAddress remote() {
        return request -> parse(request.getRemoteAddr());
    }

    /** An address as containers write it: IPv6 perhaps in brackets, perhaps with a zone. */
    private static @Nullable IpAddress parse(@Nullable String address) {
        if (address == null) {
            return null;
        }
        boolean brackets = address.startsWith("[") && address.endsWith("]");
        String bare = brackets ? address.substring(1, address.length() - 1) : address;
        int zone = bare.indexOf('%');
        return IpAddress.parseOrNull(zone < 0 ? bare : bare.substring(0, zone));
    }
}
