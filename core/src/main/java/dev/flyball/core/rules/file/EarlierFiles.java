package dev.flyball.core.rules.file;

import java.util.HashMap;
import java.util.Map;

/**
 * What the files have that are read before one, each name with the name of its file. For one thread.
 *
 * @param ids of their rules, those of refused rules too
 * @param lists that they declare, each for itself
 */
record EarlierFiles(Map<String, String> ids, Map<String, String> lists) {
    /** None yet. */
    EarlierFiles() {
        this(new HashMap<>(), new HashMap<>());
    }
}
