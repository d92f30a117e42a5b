package dev.flyball.core.regex.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that have a name: <code>\d \w \s</code> in ASCII and in Unicode, POSIX classes, Unicode categories and
 * scripts. Each form of each, negated and folded, is made once a process and shared.
 */
final class NamedClasses {
    /** A class in one of its forms. */
    private record Key(String name, boolean negated, boolean folded, int last) {}

    private static final String CATEGORY = "category ";
    private static final String SCRIPT = "script ";

    private static final Map<String, CodePointSet> ASCII = Map.ofEntries(
            Map.entry("\\d", ranges("09")),
            Map.entry("\\s", ranges("\t\n\f\r  ")),
            Map.entry("\\w", ranges("09AZ__az")),
            Map.entry("[:alnum:]", ranges("09AZaz")),
            Map.entry("[:alpha:]", ranges("AZaz")),
            Map.entry("[:ascii:]", ranges("\0\177")),
            Map.entry("[:blank:]", ranges("\t\t  ")),
            Map.entry("[:cntrl:]", ranges("\0\37\177\177")),
            Map.entry("[:digit:]", ranges("09")),
            Map.entry("[:graph:]", ranges("!~")),
            Map.entry("[:lower:]", ranges("az")),
            Map.entry("[:print:]", ranges(" ~")),
            Map.entry("[:punct:]", ranges("!/:@[`{~")),
            Map.entry("[:space:]", ranges("\t\r  ")),
            Map.entry("[:upper:]", ranges("AZ")),
            Map.entry("[:word:]", ranges("09AZ__az")),
            Map.entry("[:xdigit:]", ranges("09AFaf")));

    private static final Map<Key, CodePointSet> MADE = new ConcurrentHashMap<>();

    private NamedClasses() {}

    private static CodePointSet ranges(String firstsAndLasts) {
        return new CodePointSet(firstsAndLasts.chars().toArray());
    }

    /** What {@code \w} matches in Unicode, and <code>\b</code> goes by: Alphabetic, M, Nd, Pc and Join_Control. */
    static CodePointSet unicodeWord() {
        return Objects.requireNonNull(get("property word", false, false, Character.MAX_CODE_POINT));
    }

    /** {@code \d}, {@code \s} or {@code \w} in ASCII or by Unicode; the letter is in lower case. */
    static CodePointSet perl(int letter, boolean unicode, boolean negated, boolean folded, int last) {
        String name = "\\" + (char) letter;
        if (unicode) {
            name = switch (letter) {
                case 'd' -> CATEGORY + "Nd";
                case 's' -> "property space";
                default -> "property word";
            };
        }
        return Objects.requireNonNull(get(name, negated, folded, last));
    }

    /** The POSIX class of a name like {@code alpha}, or null. */
    static @Nullable CodePointSet posix(String name, boolean negated, boolean folded, int last) {
        return get("[:" + name + ":]", negated, folded, last);
    }

    /** The category or script of a name, or null. */
    static @Nullable CodePointSet unicode(String name, boolean negated, boolean folded) {
        CodePointSet set = get(CATEGORY + name, negated, folded, Character.MAX_CODE_POINT);
        return set != null ? set : get(SCRIPT + name, negated, folded, Character.MAX_CODE_POINT);
    }

    /** All names of categories and scripts, some three hundred. */
    static List<String> unicodeNames() {
        List<String> names = new ArrayList<>();
        names.add("Any");
        for (String key : UnicodeData.keys()) {
            if (key.startsWith(CATEGORY)) {
                names.add(key.substring(CATEGORY.length()));
            } else if (key.startsWith(SCRIPT)) {
                names.add(key.substring(SCRIPT.length()));
            }
        }
        return names;
    }

    /** All names of POSIX classes, without brackets. */
    static List<String> posixNames() {
        return ASCII.keySet().stream()
                .filter(name -> name.startsWith("["))
                .map(name -> name.substring(2, name.length() - 2))
                .sorted()
                .toList();
    }

    private static @Nullable CodePointSet get(String name, boolean negated, boolean folded, int last) {
        Key key = new Key(name, negated, folded, last);
        CodePointSet set = MADE.get(key);
        return set != null ? set : make(key);
    }

    private static @Nullable CodePointSet make(Key key) {
        CodePointSet set = key.name.equals(CATEGORY + "Any")
                ? new CodePointSet(new int[] {0, Character.MAX_CODE_POINT})
                : ASCII.containsKey(key.name) ? ASCII.get(key.name) : UnicodeData.set(key.name);
        if (set == null) {
            return null;
        }
        Work work = Work.once();
        if (key.folded) {
            set = CaseFolding.close(set, work);
        }
        if (key.negated) {
            set = set.complement(key.last, work);
        }
        CodePointSet other = MADE.putIfAbsent(key, set);
        return other != null ? other : set;
    }
}
