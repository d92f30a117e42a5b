package dev.flyball.core;

import dev.flyball.Meter;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first asked for, at the cost of who asks. If his meter ends meanwhile, the next one makes
 * it. Threads that ask at the same time may each make one, of which one is kept: none waits for another. Thread-safe.
 */
public final class MeteredOnce<T> {
    /** Let go when the value is there, with what it holds on to. */
    private volatile @Nullable Function<? super Meter, ? extends T> maker;

    private volatile @Nullable T value;

    public MeteredOnce(Function<? super Meter, ? extends T> maker) {
        this.maker = maker;
    }

    /** The value. */
    public T get(Meter meter) {
        T made = value;
        return made != null ? made : make(meter);
    }

    private T make(Meter meter) {
        Function<? super Meter, ? extends T> now = maker;
        if (now == null) {
            return Objects.requireNonNull(value, "the maker is let go after the value is there");
        }
        T made = now.apply(meter);
        synchronized (this) {
            T earlier = value;
            if (earlier != null) {
                return earlier;
            }
            value = made;
            maker = null;
        }
        return made;
    }
}
