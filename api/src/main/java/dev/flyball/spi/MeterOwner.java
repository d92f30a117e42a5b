package dev.flyball.spi;

import dev.flyball.Meter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For whom an allowance is used, as the implementation notes it: one object for a meter and all its slices, which hosts do not
 * see. For whoever charges the meter.
 */
public final class MeterOwner {
    /** What {@link Meter} lets only this class do. */
    public interface Access {
        /** Notes the owner. */
        void set(Meter meter, Object owner);

        /** The owner, or null. */
        @Nullable
        Object get(Meter meter);
    }

    private static volatile @Nullable Access access;

    private MeterOwner() {}

    /** Called by {@link Meter}, before there is any. */
    public static void grant(Access granted) {
        access = granted;
    }

    /** Notes for whom a meter is used, with all its slices. */
    public static void set(Meter meter, Object owner) {
        granted().set(meter, owner);
    }

    /** For whom it is used, or null if nothing was noted. */
    public static @Nullable Object of(Meter meter) {
        return granted().get(meter);
    }

    private static Access granted() {
        return Objects.requireNonNull(access, "there is a meter, so its class has been initialised");
    }
}
