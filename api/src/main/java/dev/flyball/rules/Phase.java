package dev.flyball.rules;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** When in the course of a request a rule is judged, in their order: what is known then. */
public enum Phase {
    /** The request's head is there: method, address, headers, the client. */
    REQUEST,
    /** The request's body is there, or its beginning. */
    BODY,
    /** The response's head is there. */
    RESPONSE;

    private static final Set<Phase> INCOMING = Collections.unmodifiableSet(EnumSet.of(REQUEST, BODY));

    /**
     * {@link #REQUEST} and {@link #BODY}, which the servlet filter, the tests in rule files and the command line judge together,
     * in the order of the file, before an application gets the request: rules of the one may ask for scores of the other.
     */
    public static Set<Phase> incoming() {
        return INCOMING;
    }
}
