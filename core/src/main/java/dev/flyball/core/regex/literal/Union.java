package dev.flyball.core.regex.literal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of several {@link Literals} together, as long as they are few. */
final class Union {
    private final Set<String> texts;
    private boolean ignoresCase;
    private boolean tooLarge;
    private boolean hasEmptyText;

    Union() {
        this.texts = new LinkedHashSet<>();
    }

    /** A copy. */
    Union(Union other) {
        this.texts = new LinkedHashSet<>(other.texts);
        this.ignoresCase = other.ignoresCase;
        this.tooLarge = other.tooLarge;
        this.hasEmptyText = other.hasEmptyText;
    }

    /** Adds texts; null stands for too many. */
    void add(@Nullable Literals literals) {
        if (literals == null) {
            tooLarge = true;
        }
        if (tooLarge || literals == null) {
            return;
        }
        if (literals.ignoresCase() && !ignoresCase) {
            ignoresCase = true;
            List<String> exact = List.copyOf(texts);
            texts.clear();
            exact.forEach(text -> texts.add(CaseFold.fold(text)));
        }
        for (String text : literals.texts()) {
            texts.add(ignoresCase && !literals.ignoresCase() ? CaseFold.fold(text) : text);
        }
        hasEmptyText |= literals.minLength() == 0;
        tooLarge = texts.size() > Literals.MAX_TEXTS;
    }

    /** Whether they are no longer few, whatever is added. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /** Whether looking for the texts can tell anything: they are few, and the empty text is not among them. */
    boolean isUseful() {
        return !tooLarge && !hasEmptyText;
    }

    /** All texts, or null if they are too many; at least one set has been added. */
    @Nullable
    Literals get() {
        return tooLarge ? null : Literals.ofDistinct(texts, ignoresCase);
    }
}
