package dev.flyball.core.regex.literal;

import dev.flyball.core.text.CharFrequency;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of texts, compared char by char; or, when {@link #ignoresCase()}, by {@link CaseFold}, which tells apart less than
 * any pattern does. Immutable.
 */
public final class Literals {
    /** A set of more texts than this is not kept. */
    static final int MAX_TEXTS = 64;

    /** A text of more chars than this is not kept. */
    static final int MAX_LENGTH = 48;

    /** Only the empty text. */
    static final Literals EMPTY_TEXT = new Literals(List.of(""), false);

    private final List<String> texts;
    private final boolean ignoresCase;
    private final double frequency;

    private Literals(List<String> texts, boolean ignoresCase) {
        this.texts = texts;
        this.ignoresCase = ignoresCase;
        this.frequency = frequency(texts, ignoresCase);
    }

    /** This one text, or what of it is short enough to be kept. */
    public static Literals of(String text) {
        return of(List.of(text.substring(0, Math.min(text.length(), MAX_LENGTH))), false);
    }

    /** These texts, folded if case is ignored. */
    static Literals of(Iterable<String> texts, boolean ignoresCase) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String text : texts) {
            distinct.add(ignoresCase ? CaseFold.fold(text) : text);
        }
        return new Literals(List.copyOf(distinct), ignoresCase);
    }

    /** The texts. */
    public List<String> texts() {
        return texts;
    }

    /** Whether the texts are folded, and an input is to be folded to be compared. */
    public boolean ignoresCase() {
        return ignoresCase;
    }

    /** The length of the shortest text. */
    public int minLength() {
        return texts.stream().mapToInt(String::length).min().orElse(0);
    }

    /** Each of these texts followed by each of the others, or null if they are too many or too long. */
    @Nullable
    Literals followedBy(Literals others) {
        if ((long) texts.size() * others.texts.size() > MAX_TEXTS) {
            return null;
        }
        List<String> all = new ArrayList<>();
        for (String first : texts) {
            for (String second : others.texts) {
                if (first.length() + second.length() > MAX_LENGTH) {
                    return null;
                }
                all.add(first + second);
            }
        }
        return of(all, ignoresCase || others.ignoresCase);
    }

    /** All texts of both, or null if they are too many. */
    @Nullable
    Literals or(Literals others) {
        List<String> all = new ArrayList<>(texts);
        all.addAll(others.texts);
        Literals union = of(all, ignoresCase || others.ignoresCase);
        return union.texts.size() > MAX_TEXTS ? null : union;
    }

    /** How often one of the texts is to be expected at a place of an ordinary input: from 0 to 1 and above. */
    public double frequency() {
        return frequency;
    }

    private static double frequency(List<String> texts, boolean ignoresCase) {
        double sum = 0;
        for (String text : texts) {
            double product = 1;
            for (int i = 0; i < text.length(); i++) {
                product *= CharFrequency.of(text.charAt(i), ignoresCase);
            }
            sum += product;
        }
        return sum;
    }

    @Override
    public String toString() {
        return texts + (ignoresCase ? " in any case" : "");
    }
}
