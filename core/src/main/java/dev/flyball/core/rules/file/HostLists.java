package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.language.ListProblems;
import dev.flyball.core.rules.language.NamedLists;
import dev.flyball.rules.ListFile;
import dev.flyball.rules.RuleOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lists that the host gives for all files of a rule set, read once: they may have a million members.
 *
 * @param problems of lists in files of their own; conditions that use such a list can add to them
 */
record HostLists(NamedLists lists, List<Diagnostics> problems) {
    private static final int MOST_TOLD = 10;

    /**
     * All lists. One whose file was refused stays known by its name.
     *
     * @throws IllegalArgumentException if a list without a file is unusable
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    static HostLists read(RuleOptions options, Meter meter) {
        NamedLists.Builder lists = NamedLists.builder();
        List<Diagnostics> problems = new ArrayList<>();
        for (Map.Entry<String, List<?>> list : new TreeMap<>(options.lists()).entrySet()) {
            ListFile file = options.listFiles().get(list.getKey());
            if (file == null) {
                add(lists, list.getKey(), list.getValue(), meter);
            } else {
                Diagnostics ofFile = new Diagnostics(file.file(), file.text());
                problems.add(ofFile);
                add(lists, list.getKey(), file, ofFile, meter);
            }
        }
        return new HostLists(lists.build(), List.copyOf(problems));
    }

    private static void add(NamedLists.Builder lists, String name, List<?> members, Meter meter) {
        List<String> problems = new ArrayList<>();
        lists.add(name, members, (index, problem) -> problems.add(place(index) + problem), meter);
        if (!problems.isEmpty()) {
            int more = problems.size() - MOST_TOLD;
            throw new IllegalArgumentException("the list \"" + name + "\" of the options: "
                    + problems.stream().limit(MOST_TOLD).collect(Collectors.joining("; "))
                    + (more > 0 ? "; and more" : ""));
        }
    }

    private static String place(int index) {
        return index == ListProblems.WHOLE ? "" : "[" + index + "] ";
    }

    private static void add(NamedLists.Builder lists, String name, ListFile file, Diagnostics problems, Meter meter) {
        meter.charge(file.text().length());
        lists.addUntyped(
                name,
                file.members(),
                (index, problem) ->
                        problems.add(index == ListProblems.WHOLE ? 0 : file.offset(index), Excerpt.clean(problem)),
                meter);
    }
}
