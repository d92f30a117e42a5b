package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Entry;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.core.rules.language.ListProblems;
import dev.flyball.core.rules.language.NamedLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the lists that a file's conditions may use: the host's, which were read before, and those that the file declares. */
final class DeclaredLists {
    /** Messages have the name. */
    private static final int MAX_NAME_LENGTH = 128;

    private final Diagnostics diagnostics;
    private final Meter meter;

    DeclaredLists(Diagnostics diagnostics, Meter meter) {
        this.diagnostics = diagnostics;
        this.meter = meter;
    }

    /**
     * All lists. One that was refused stays known by its name.
     *
     * @param node what the file has under {@code lists}, or null
     * @param ofOthers lists that other files declare, with the names of the files
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    NamedLists read(NamedLists ofHost, @Nullable YamlNode node, Map<String, String> ofOthers) {
        NamedLists.Builder lists = NamedLists.builder().addAll(ofHost).elsewhere(ofOthers);
        if (node instanceof Mapping mapping) {
            Keys.any(mapping, diagnostics).forEach((name, entry) -> {
                if (isName(entry.key()) && !isHosts(entry.key(), ofHost)) {
                    addDeclared(lists, entry);
                }
            });
        } else if (node != null && !node.isTold()) {
            diagnostics.add(node.start(), "lists are a mapping from names to lists, not " + node.kind());
        }
        return lists.build();
    }

    private void addDeclared(NamedLists.Builder lists, Entry entry) {
        List<YamlNode> places = new ArrayList<>();
        lists.addPlaced(
                entry.key().value(),
                members(entry, places),
                (index, problem) -> diagnostics.add(
                        index == ListProblems.WHOLE
                                ? entry.key().start()
                                : places.get(index).start(),
                        Excerpt.clean(problem)),
                meter);
    }

    private boolean isName(Scalar key) {
        String name = key.value();
        boolean good = !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '.');
        if (!good) {
            diagnostics.add(
                    key.start(),
                    Excerpt.quoted(name) + " is no name of a list: write lower-case letters, digits, _ and dots, "
                            + MAX_NAME_LENGTH + " at most");
        }
        return good;
    }

    private boolean isHosts(Scalar key, NamedLists ofHost) {
        if (ofHost.has(key.value())) {
            diagnostics.add(
                    key.start(), "the host gives a list " + Excerpt.quoted(key.value()) + ": take another name");
            return true;
        }
        return false;
    }

    /** @param places gets the node of each member */
    private List<Object> members(Entry entry, List<YamlNode> places) {
        List<Object> members = new ArrayList<>();
        if (entry.value() instanceof Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                meter.charge(1);
                Object member = member(item);
                if (member != null) {
                    members.add(member);
                    places.add(item);
                }
            }
        } else if (!entry.value().isTold()) {
            diagnostics.add(
                    entry.value().start(),
                    "a list is written as [a, b], or with a \"- \" before each member; this is "
                            + entry.value().kind());
        }
        return members;
    }

    private @Nullable Object member(YamlNode node) {
        if (node instanceof Scalar scalar) {
            ScalarKind kind = ScalarKind.of(scalar);
            if (kind == ScalarKind.TEXT) {
                return scalar.value();
            }
            if (kind == ScalarKind.INTEGER) {
                return integer(scalar);
            }
        }
        if (!node.isTold()) {
            diagnostics.add(
                    node.start(), "a list holds integers, texts or addresses, not " + node.kind() + ": quote a text");
        }
        return null;
    }

    /** As the rule language writes integers, but without its octal numbers, which YAML would read as decimal ones. */
    private @Nullable Long integer(Scalar scalar) {
        String digits = scalar.value();
        String magnitude = digits.startsWith("-") ? digits.substring(1) : digits;
        try {
            if (digits.startsWith("0x")) {
                return Long.parseLong(digits.substring(2), 16);
            }
            if (magnitude.equals("0") || magnitude.charAt(0) >= '1' && magnitude.charAt(0) <= '9') {
                return Long.parseLong(digits);
            }
            diagnostics.add(scalar.start(), "write the integer in decimal digits, or after 0x in hexadecimal ones");
        } catch (NumberFormatException e) {
            diagnostics.add(scalar.start(), "an integer has 64 bits");
        }
        return null;
    }
}
