package dev.flyball.core.regex.literal;

import dev.flyball.core.text.CharFrequency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

    private static final int ASCII_END = 0x80;

    /** Those of one ASCII character: as it is, and in any case. */
    private static final AtomicReferenceArray<Literals> SHARED = new AtomicReferenceArray<>(2 * ASCII_END);

    /** What {@link #frequency} is before it is first asked for. */
    private static final double UNKNOWN = -1;

    private final List<String> texts;
    private final boolean ignoresCase;
    private final int minLength;
    private final int maxLength;
    private volatile double frequency = UNKNOWN;

    /** Takes over texts that are all different, and folded if case is ignored. */
    private Literals(List<String> texts, boolean ignoresCase) {
        this.texts = texts;
        this.ignoresCase = ignoresCase;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (String text : texts) {
            least = Math.min(least, text.length());
            most = Math.max(most, text.length());
        }
        this.minLength = least;
        this.maxLength = most;
    }

    /** This one text, or what of it is short enough to be kept. */
    public static Literals of(String text) {
        return of(text.substring(0, Math.min(text.length(), MAX_LENGTH)), false);
    }

    /** This one text, folded if case is ignored. */
    static Literals of(String text, boolean ignoresCase) {
        return new Literals(List.of(ignoresCase ? CaseFold.fold(text) : text), ignoresCase);
    }

    /** This one character, folded if case is ignored. */
    static Literals of(int codePoint, boolean ignoresCase) {
        if (codePoint >= ASCII_END) {
            return of(Character.toString(codePoint), ignoresCase);
        }
        int index = ignoresCase ? ASCII_END + codePoint : codePoint;
        Literals shared = SHARED.get(index);
        if (shared == null) {
            shared = of(Character.toString(codePoint), ignoresCase);
            SHARED.set(index, shared);
        }
        return shared;
    }

    /** These texts, at least one, which are all different, and folded if case is ignored. */
    static Literals ofDistinct(Collection<String> texts, boolean ignoresCase) {
        return new Literals(List.copyOf(texts), ignoresCase);
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
        return minLength;
    }

    /** The length of the longest text. */
    int maxLength() {
        return maxLength;
    }

    private boolean isEmptyText() {
        return maxLength == 0;
    }

    /** Each of these texts followed by each of the others, or null if they are too many or too long. */
    @Nullable
    Literals followedBy(Literals others) {
        if ((long) texts.size() * others.texts.size() > MAX_TEXTS || maxLength + others.maxLength > MAX_LENGTH) {
            return null;
        }
        boolean ignoreCase = ignoresCase || others.ignoresCase;
        if (isEmptyText() && ignoreCase == others.ignoresCase) {
            return others;
        }
        if (others.isEmptyText() && ignoreCase == ignoresCase) {
            return this;
        }
        if (texts.size() * others.texts.size() == 1) {
            return new Literals(List.of(text(0, ignoreCase) + others.text(0, ignoreCase)), ignoreCase);
        }
        int size = texts.size() * others.texts.size();
        // Only several ends, or texts that are folded now, can make two of them equal.
        boolean distinct = others.texts.size() == 1 && ignoreCase == ignoresCase;
        Collection<String> all = distinct ? new ArrayList<>(size) : new LinkedHashSet<>(2 * size);
        for (int i = 0; i < texts.size(); i++) {
            String first = text(i, ignoreCase);
            for (int j = 0; j < others.texts.size(); j++) {
                all.add(first + others.text(j, ignoreCase));
            }
        }
        return ofDistinct(all, ignoreCase);
    }

    private String text(int index, boolean folded) {
        String text = texts.get(index);
        return folded && !ignoresCase ? CaseFold.fold(text) : text;
    }

    /** How often one of the texts is to be expected at a place of an ordinary input: from 0 to 1 and above. */
    public double frequency() {
        double known = frequency;
        if (known == UNKNOWN) {
            known = frequency(texts, ignoresCase);
            frequency = known;
        }
        return known;
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
