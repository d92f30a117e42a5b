package dev.flyball.core.regex.syntax;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The starts of groups: capturing, named, not capturing, with flags; and flags that stand alone. */
final class GroupParser {
    /**
     * What a start of a group says.
     *
     * @param opens false for flags that stand alone
     * @param number of the group, 0 if it does not capture
     * @param flags those in force from here on
     */
    record Start(boolean opens, int number, @Nullable String name, Flags flags) {}

    private final PatternCursor cursor;
    private final Work work;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private int groups;

    GroupParser(PatternCursor cursor, Work work) {
        this.cursor = cursor;
        this.work = work;
    }

    int groupCount() {
        return groups;
    }

    /** The names of groups, in the order of their numbers. */
    Map<String, Integer> names() {
        return names;
    }

    /** Takes the start of a group; the cursor is at the parenthesis. */
    Start start(Flags flags) {
        int start = cursor.index();
        cursor.next();
        if (!cursor.skip("?")) {
            return new Start(true, ++groups, null, flags);
        }
        String reason = Unsupported.group(cursor.peekText(2));
        if (reason != null) {
            throw cursor.unsupported(reason, start);
        }
        if (cursor.skip("P<") || cursor.skip("<")) {
            return new Start(true, ++groups, name(start), flags);
        }
        return flags(flags, start);
    }

    private String name(int start) {
        int from = cursor.index();
        while (Escapes.isAsciiLetterOrDigit(cursor.peek()) || cursor.peek() == '_') {
            work.add(1);
            cursor.next();
        }
        String name = cursor.substring(from, cursor.index());
        if (name.isEmpty() || !cursor.skip(">")) {
            throw cursor.malformed("invalid group name: write letters, digits and _ between < and >", start);
        }
        if (names.putIfAbsent(name, groups) != null) {
            throw cursor.malformed("duplicate group name " + cursor.excerpt(from, from + name.length()), start);
        }
        return name;
    }

    private Start flags(Flags before, int start) {
        Flags flags = before;
        boolean on = true;
        boolean dangling = false;
        while (true) {
            work.add(1);
            int c = cursor.peek();
            if (Flags.isFlag(c)) {
                flags = flags.with(c, on);
                dangling = false;
            } else if (c == '-' && on) {
                on = false;
                dangling = true;
            } else if ((c == ':' || c == ')') && !dangling) {
                cursor.next();
                return new Start(c == ':', 0, null, flags);
            } else {
                String reason = Unsupported.flag(c);
                throw reason != null
                        ? cursor.unsupported(reason, start)
                        : cursor.malformed(
                                "unknown kind of group: after (? come flags, of i, m, s and U, and then : or )", start);
            }
            cursor.next();
        }
    }
}
