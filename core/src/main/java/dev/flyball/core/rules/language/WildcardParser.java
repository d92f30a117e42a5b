package dev.flyball.core.rules.language;

import java.util.ArrayList;
import java.util.List;

/** Wildcard patterns: {@code *} is any run of bytes, {@code \*} and {@code \\} are a star and a backslash. */
final class WildcardParser {
    private WildcardParser() {}

    /** The literal parts between the stars: one more than there are stars. */
    static List<String> parts(String pattern) throws Literals.Malformed {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                if (i > 0 && pattern.charAt(i - 1) == '*' && part.length() == 0) {
                    throw new Literals.Malformed("** in a wildcard is the same as *: write one");
                }
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '\\') {
                i++;
                if (i == pattern.length() || pattern.charAt(i) != '*' && pattern.charAt(i) != '\\') {
                    throw new Literals.Malformed("a wildcard has the escapes \\* and \\\\ only"
                            + " (in a string \"…\" each \\ is written twice; r\"…\" takes it as it is)");
                }
                part.append(pattern.charAt(i));
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return List.copyOf(parts);
    }
}
