package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Entry;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.core.rules.language.ListProblems;
import dev.flyball.core.rules.language.NamedLists;
import dev.flyball.rules.ListFile;
import dev.flyball.rules.RuleOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers the lists that a file's conditions may use: the host's, and those that the file declares. */
final class DeclaredLists {
    /** Messages have the name. */
    private static final int MAX_NAME_LENGTH = 128;

    private static final int MOST_OF_HOSTS = 10;

    private final Diagnostics diagnostics;
    private final Meter meter;
    private final List<Diagnostics> ofListFiles = new ArrayList<>();

    DeclaredLists(Diagnostics diagnostics, Meter meter) {
        this.diagnostics = diagnostics;
        this.meter = meter;
    }

    /**
     * All lists. One that was refused stays known by its name.
     *
     * @param node what the file has under {@code lists}, or null
     * @throws IllegalArgumentException if one of the host's lists is unusable, which is not the file's fault
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    NamedLists read(RuleOptions options, @Nullable YamlNode node) {
        NamedLists.Builder lists = NamedLists.builder();
        Map<String, List<?>> hostLists = new TreeMap<>(options.lists());
        hostLists.forEach((name, members) -> {
            ListFile file = options.listFiles().get(name);
            if (file == null) {
                addHosts(lists, name, members);
            } else {
                addFile(lists, name, file);
            }
        });
        if (node instanceof Mapping mapping) {
            Keys.any(mapping, diagnostics).forEach((name, entry) -> {
                if (isName(entry.key()) && !isHosts(entry.key(), hostLists)) {
                    addDeclared(lists, entry);
                }
            });
        } else if (node != null && !node.isTold()) {
            diagnostics.add(node.start(), "lists are a mapping from names to lists, not " + node.kind());
        }
        return lists.build();
    }

    /** The problems of lists in files of their own. */
    List<Diagnostics> ofListFiles() {
        return ofListFiles;
    }

    private void addHosts(NamedLists.Builder lists, String name, List<?> members) {
        List<String> problems = new ArrayList<>();
        lists.add(name, members, (index, problem) -> problems.add(place(index) + problem), meter);
        if (!problems.isEmpty()) {
            int more = problems.size() - MOST_OF_HOSTS;
            throw new IllegalArgumentException("the list \"" + name + "\" of the options: "
                    + problems.stream().limit(MOST_OF_HOSTS).collect(Collectors.joining("; "))
                    + (more > 0 ? "; and more" : ""));
        }
    }

    private static String place(int index) {
        return index == ListProblems.WHOLE ? "" : "[" + index + "] ";
    }

    private void addFile(NamedLists.Builder lists, String name, ListFile file) {
        Diagnostics problems = new Diagnostics(file.file(), file.text());
        ofListFiles.add(problems);
        meter.charge(file.text().length());
        lists.addUntyped(
                name,
                file.members(),
                (index, problem) ->
                        problems.add(index == ListProblems.WHOLE ? 0 : file.offset(index), Excerpt.clean(problem)),
                meter);
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

    private boolean isHosts(Scalar key, Map<String, List<?>> hostLists) {
        if (hostLists.containsKey(key.value())) {
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
