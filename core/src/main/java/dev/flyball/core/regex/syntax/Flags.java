package dev.flyball.core.regex.syntax;

import dev.flyball.regex.RegexOptions;

/** The flags in force at a place of the pattern: {@code (?i) (?m) (?s) (?U)}. */
record Flags(boolean caseInsensitive, boolean multiLine, boolean dotAll, boolean ungreedy) {
    static Flags of(RegexOptions options) {
        return new Flags(options.caseInsensitive(), options.multiLine(), options.dotAll(), options.ungreedy());
    }

    /** Whether there is a flag of this letter. */
    static boolean isFlag(int letter) {
        return letter == 'i' || letter == 'm' || letter == 's' || letter == 'U';
    }

    /** These flags with one of them set or cleared. */
    Flags with(int letter, boolean on) {
        return switch (letter) {
            case 'i' -> new Flags(on, multiLine, dotAll, ungreedy);
            case 'm' -> new Flags(caseInsensitive, on, dotAll, ungreedy);
            case 's' -> new Flags(caseInsensitive, multiLine, on, ungreedy);
            case 'U' -> new Flags(caseInsensitive, multiLine, dotAll, on);
            default -> throw new IllegalArgumentException("no flag: " + Character.toString(letter));
        };
    }
}
