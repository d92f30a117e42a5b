package dev.flyball.core.regex.syntax;

import org.jspecify.annotations.Nullable;

/**
 * What other dialects have and this one refuses: each by its name, with the reason or what to write instead. Some would
 * need backtracking; for the others there is a spelling that all linear-time engines share.
 */
final class Unsupported {
    private static final String LOOK_AROUND =
            " needs backtracking: match the text around it too, in groups of its own, or use two patterns";

    private Unsupported() {}

    /** Why an escape of this letter is refused, or null if nothing is known of it. */
    static @Nullable String escape(int letter, boolean inClass) {
        String onlyInClass = inClass ? escapeInClass(letter) : null;
        return onlyInClass != null ? onlyInClass : escape(letter);
    }

    private static @Nullable String escapeInClass(int letter) {
        return switch (letter) {
            case 'b' -> "\\b in a class is not supported: write \\x08 for a backspace";
            case 'Q' -> "\\Q…\\E in a class is not supported: put a backslash before each special character";
            case 'R', 'X', 'B', 'A', 'z', 'Z', 'G', 'K', 'C', 'k', 'g', 'N' ->
                "\\" + (char) letter + " in a class is not supported: it is not one character";
            case '1', '2', '3', '4', '5', '6', '7' ->
                "\\" + (char) letter + " in a class is not supported: write \\0" + (char) letter;
            default -> null;
        };
    }

    private static @Nullable String escape(int letter) {
        return switch (letter) {
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                "back-reference \\" + (char) letter
                        + " needs backtracking: capture both parts and compare them in code";
            case 'k', 'g' ->
                "back-reference or subroutine call \\" + (char) letter
                        + " needs backtracking: capture both parts and compare them in code";
            case 'C' -> "\\C, one byte, is not supported: write (?s:.) for any character, or use byte mode";
            case 'G' -> "\\G, the end of the last match, is not supported: find from an index and compare the start";
            case 'K' -> "\\K, a new start of the match, is not supported: put what follows it into a group";
            case 'R' -> "\\R, a line break, is not supported: write (?:\\r\\n|[\\n-\\r])";
            case 'X' -> "\\X, a grapheme cluster, is not supported: \\PM\\pM* comes near";
            case 'h' -> "\\h, horizontal white space, is not supported: write [ \\t]";
            case 'H' -> "\\H, no horizontal white space, is not supported: write [^ \\t]";
            case 'V' -> "\\V, no vertical white space, is not supported: write [^\\n-\\r]";
            case 'N' -> "\\N is not supported: write [^\\n], or \\x{…} for a named character";
            case 'Z' -> "\\Z, the end before a last line break, is not supported: write \\n?\\z";
            case 'u', 'U' -> "\\" + (char) letter + " is not supported: write \\x{…}, as in \\x{20AC}";
            case 'c' -> "control character \\c is not supported: write its code, as in \\x01";
            case 'e' -> "\\e, escape, is not supported: write \\x1B";
            case 'y', 'm', 'M' -> "word boundary \\" + (char) letter + " is not supported: write \\b";
            default -> null;
        };
    }

    /** Why a group that begins with {@code (?} and these two chars is refused, or null if nothing is known of it. */
    static @Nullable String group(String text) {
        if (text.startsWith("=")) {
            return "lookahead (?=…)" + LOOK_AROUND;
        } else if (text.startsWith("!")) {
            return "negative lookahead (?!…)" + LOOK_AROUND;
        } else if (text.startsWith("<=")) {
            return "lookbehind (?<=…)" + LOOK_AROUND;
        } else if (text.startsWith("<!")) {
            return "negative lookbehind (?<!…)" + LOOK_AROUND;
        } else if (text.startsWith(">")) {
            return "atomic group (?>…) is not supported: write (?:…), which cannot backtrack without bound here";
        } else if (text.startsWith("(")) {
            return "conditional (?(…)…|…) needs backtracking: write both cases as alternatives, or use two patterns";
        } else if (text.startsWith("#")) {
            return "comment (?#…) is not supported: leave it out";
        } else if (text.startsWith("|")) {
            return "branch reset (?|…) is not supported: give each branch groups of its own";
        } else if (text.startsWith("'")) {
            return "named group (?'name'…) is not supported: write (?<name>…)";
        } else if (text.startsWith("P=")) {
            return "back-reference (?P=…) needs backtracking: capture both parts and compare them in code";
        } else if (isRecursion(text)) {
            return "recursion, or a call of a group, is no regular language: write out the levels you need";
        } else if (text.startsWith("^")) {
            return "(?^) is not supported: clear the flags one by one, as in (?-i)";
        }
        return null;
    }

    private static boolean isRecursion(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char first = text.charAt(0);
        boolean signed = first == '+' || first == '-';
        return first == 'R'
                || first == '&'
                || text.equals("P>")
                || Character.isDigit(first)
                || signed && text.length() > 1 && Character.isDigit(text.charAt(1));
    }

    /** Why a flag is refused, or null if no dialect has it. */
    static @Nullable String flag(int letter) {
        return switch (letter) {
            case 'x' -> "flag x, free spacing, is not supported: leave out white space and comments";
            case 'u' ->
                "flag u is not supported, only i, m, s and U: leave it out. For Unicode \\w \\d \\s \\b set"
                        + " RegexOptions.unicodeClasses; in rules, where texts are bytes, list the letters, as in"
                        + " [\\wäöü]";
            case 'a', 'd', 'n', 'J' -> "flag " + (char) letter + " is not supported: the flags are i, m, s and U";
            default -> null;
        };
    }
}
