package dev.flyball.core;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for, once. Thread-safe. */
public final class Once<T> {
    private @Nullable Supplier<? extends T> maker;
    private volatile @Nullable T value;

    public Once(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** The value. */
    public T get() {
        T made = value;
        return made != null ? made : make();
    }

    private synchronized T make() {
        T made = value;
        if (made == null) {
            if (maker == null) {
                throw new IllegalStateException("a value without a maker");
            }
            made = maker.get();
            value = made;
            maker = null;
        }
        return made;
    }
}
