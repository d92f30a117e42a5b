package dev.flyball.core.rules.runtime;

import java.util.ArrayList;
import java.util.List;

/** Lists that nearly always stay empty: they are made when something goes into them. */
final class GrowingList {
    private static final int FEW = 4;

    private GrowingList() {}

    /** The list with one more; the list itself, unless it is empty. */
    static <T> List<T> with(List<T> list, T added) {
        List<T> grown = list.isEmpty() ? new ArrayList<>(FEW) : list;
        grown.add(added);
        return grown;
    }
}
