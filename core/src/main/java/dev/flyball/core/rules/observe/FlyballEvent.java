package dev.flyball.core.rules.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** What all events have. Stack traces would show the host's request threads, which tell nothing and cost much. */
@Category("Flyball")
@StackTrace(false)
abstract class FlyballEvent extends Event {
    private static final int MAX_TEXT = 2_000;

    @Label("Engine")
    @Description("The engine's name in its options, or its number in the process")
    String engine = "";

    @Label("Version")
    @Description("The version of the rule set")
    String version = "";

    /** A text that may have any length, for an event. */
    static String bounded(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
