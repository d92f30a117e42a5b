package dev.flyball.core.rules.runtime;

import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.List;
import java.util.Map;

/** Values that a host gave, looked at with the distrust that they need: any of them may be of another type, or throw. */
final class HostValues {
    private HostValues() {}

    /** The value, if it is of the Java type that holds the type's values. */
    static Object checked(Object value, ValueType type) {
        boolean fits = switch (type.kind()) {
            case BOOL -> value instanceof Boolean;
            case INT -> value instanceof Long;
            case BYTES -> value instanceof String;
            case IP -> value instanceof IpAddress;
            case ARRAY -> value instanceof List;
            case MAP -> value instanceof Map;
        };
        if (!fits) {
            throw new FactsException("it is a " + value.getClass().getName() + " where " + type + " is expected");
        }
        return value;
    }

    /** What is thrown when the host's code threw; an interruption stays visible. */
    static FactsException failure(String what, Throwable cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new FactsException(what + ": " + cause, cause);
    }
}
