package dev.flyball.core;

/** What the host's code may throw at the library, of whatever class. It harms no more than what the code was called for. */
public final class HostFailure {
    private HostFailure() {}

    /** Passes on what nobody can go on after: the JVM has run out of memory, or is broken. */
    public static void passOnFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
    }
}
