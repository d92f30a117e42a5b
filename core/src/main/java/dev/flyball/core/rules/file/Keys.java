package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Entry;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Refused;
import dev.flyball.core.text.NearestName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a mapping by their keys; unknown and repeated keys are told. */
final class Keys {
    private Keys() {}

    /**
     * The values of a mapping that has known keys. An unknown key that was probably meant to be a known one takes its place
     * with a value that was refused, so that nobody misses the known one.
     *
     * @param what what the mapping is, for messages
     * @param known the keys that it can have
     */
    static Map<String, YamlNode> known(
            Mapping mapping, String what, List<String> known, Diagnostics diagnostics, Meter meter) {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        Map<String, YamlNode> misspelt = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            String key = entry.key().value();
            int start = entry.key().start();
            if (!known.contains(key)) {
                String nearest = NearestName.of(key, known, meter);
                diagnostics.add(start, unknown("key", key, nearest, what + " can have", known));
                if (nearest != null) {
                    misspelt.put(nearest, new Refused(start));
                }
            } else if (values.putIfAbsent(key, entry.value()) != null) {
                tellRepeated(entry, diagnostics);
            }
        }
        misspelt.forEach(values::putIfAbsent);
        return values;
    }

    /** The entries of a mapping whose keys the author chooses. */
    static Map<String, Entry> any(Mapping mapping, Diagnostics diagnostics) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            if (entries.putIfAbsent(entry.key().value(), entry) != null) {
                tellRepeated(entry, diagnostics);
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private static void tellRepeated(Entry entry, Diagnostics diagnostics) {
        String key = Excerpt.quoted(entry.key().value());
        diagnostics.add(entry.key().start(), "the key " + key + " stands here twice");
    }

    /** What is told about a name that is none of the known ones. */
    static String unknown(String what, String name, List<String> known, Meter meter) {
        return unknown(what, name, NearestName.of(name, known, meter), "there are", known);
    }

    private static String unknown(String what, String name, @Nullable String nearest, String all, List<String> known) {
        return "unknown " + what + " " + Excerpt.quoted(name)
                + (nearest == null ? "" : ": did you mean \"" + nearest + "\"?")
                + " (" + all + " " + String.join(", ", known) + ")";
    }
}
