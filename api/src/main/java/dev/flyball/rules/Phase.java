package dev.flyball.rules;

/** When in the course of a request a rule is judged, in their order: what is known then. */
public enum Phase {
    /** The request's head is there: method, address, headers, the client. */
    REQUEST,
    /** The request's body is there, or its beginning. */
    BODY,
    /** The response's head is there. */
    RESPONSE
}
