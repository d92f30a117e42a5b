package dev.flyball.examples.incident;

/** What a gateway asks about each request. For many threads. */
interface Firewall {
    /** What the operators of a gateway do with its rules. */
    enum Command {
        /** The rules of 2019 come, for all requests at once, and only to be simulated. */
        SIMULATE_EVERYWHERE,
        /** All other rules go, and the ordinary ones stay. */
        ROLL_BACK,
        /** The rules of 2019 are to block; they come in stages. */
        ROLL_OUT,
        /** The one of them that looks at URIs is to block, for all requests at once. */
        BLOCK_EVERYWHERE,
        /** That rule is switched off. */
        KILL,
        /** A rule comes that takes many steps, for all requests at once. */
        GREEDY_EVERYWHERE
    }

    /** Whether a request is to be refused. */
    boolean refuses(String client, String uri, String body);

    /**
     * Does what operators can do here.
     *
     * @throws UnsupportedOperationException if there is no such thing here
     */
    void operate(Command command);
}
