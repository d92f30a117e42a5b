package dev.flyball.core.regex.syntax;

/** The sets of code points that conditions on the place between two characters look at. */
public final class ConditionSets {
    private static final CodePointSet NEWLINE = new CodePointSet(new int[] {'\n', '\n'});
    private static final CodePointSet ASCII_WORD = new CodePointSet(new int[] {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'});

    /** Apart, so that the Unicode tables are read only for those who need them. */
    private static final class Unicode {
        static final CodePointSet WORD = NamedClasses.unicodeWord();
    }

    private ConditionSets() {}

    /** Only the newline. */
    public static CodePointSet newline() {
        return NEWLINE;
    }

    /** The ASCII word characters. */
    public static CodePointSet asciiWord() {
        return ASCII_WORD;
    }

    /** The Unicode word characters: what {@code \w} is by Unicode. */
    public static CodePointSet unicodeWord() {
        return Unicode.WORD;
    }
}
