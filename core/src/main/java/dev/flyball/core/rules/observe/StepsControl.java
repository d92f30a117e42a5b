package dev.flyball.core.rules.observe;

import java.util.Set;
import jdk.jfr.SettingControl;

/**
 * A number of steps as a setting of an event: of several recordings the smallest number counts, and what is no number is the
 * default. JFR makes one object of this class. Thread-safe.
 */
public final class StepsControl extends SettingControl {
    private static final long DEFAULT = 100_000;

    /** As the last recording settings have it, to know it without an event. */
    private static volatile long least = DEFAULT;

    private String value = String.valueOf(DEFAULT);

    /** The control as it is without settings. */
    public StepsControl() {}

    /** Whether the present settings want to know of that many steps. */
    static boolean isWanted(long steps) {
        return steps >= least;
    }

    boolean isReachedBy(long steps) {
        return isWanted(steps);
    }

    @Override
    public String combine(Set<String> settings) {
        return String.valueOf(
                settings.stream().mapToLong(StepsControl::parsed).min().orElse(DEFAULT));
    }

    @Override
    public void setValue(String setting) {
        value = setting;
        least = parsed(setting);
    }

    @Override
    public String getValue() {
        return value;
    }

    private static long parsed(String setting) {
        try {
            return Long.parseLong(setting);
        } catch (NumberFormatException e) {
            return DEFAULT;
        }
    }
}
