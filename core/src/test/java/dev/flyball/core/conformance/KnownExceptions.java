package dev.flyball.core.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list of what in the published data is not expected of Flyball, each with its reason. A line is one of
 *
 * <pre>
 * differs ID | REASON       this case has another result, and is a failure if it has not
 * refused TRAIT | REASON    every case with this trait must be refused
 * skipped TRAIT | REASON    cases with this trait ask for what Flyball does not have
 * </pre>
 */
final class KnownExceptions {
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    static KnownExceptions load() throws IOException {
        KnownExceptions exceptions = new KnownExceptions();
        try (InputStream stream = KnownExceptions.class.getResourceAsStream("/conformance-exceptions.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] parts = line.split(" \\| ", 2);
                if (parts.length != 2
                        || parts[1].isBlank()
                        || !parts[0].matches("(differs|refused|skipped) .*")
                        || exceptions.reasons.put(parts[0].strip(), parts[1]) != null) {
                    throw new IOException("conformance-exceptions.txt: not understood, or there twice: " + line);
                }
            }
        }
        return exceptions;
    }

    /** Whether there is such a line; it counts as used from now on. */
    boolean has(String kind, String what) {
        String key = kind + " " + what;
        if (!reasons.containsKey(key)) {
            return false;
        }
        used.add(key);
        return true;
    }

    /** The cases on the list that do not exist. */
    List<String> unknownCases() {
        return reasons.keySet().stream()
                .filter(key -> key.startsWith("differs ") && !used.contains(key))
                .toList();
    }
}
