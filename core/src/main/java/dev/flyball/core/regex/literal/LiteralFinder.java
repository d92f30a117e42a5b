package dev.flyball.core.regex.literal;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the literals of a pattern: a set of texts one of which every match contains, and one of which every match begins
 * with. The texts of neighbouring parts are joined as long as they stay few; of several sets that are required the rarest
 * is taken (after the prefilters of RE2 and of Code Search: Cox, "Regular Expression Matching with a Trigram Index",
 * 2012).
 */
public final class LiteralFinder {
    /** Below this depth of the tree nothing is looked for, so that the recursion is bounded whatever the stack. */
    private static final int MAX_DEPTH = 64;

    /** A class of more members than this is no literal. */
    private static final int MAX_MEMBERS = 10;

    /** Joining and weighing so many chars of a text are a step. */
    private static final int CHARS_PER_STEP = 16;

    /**
     * What is known of a part of the pattern.
     *
     * @param whole all texts that it can match, or null if they are too many
     * @param prefix texts one of which each of its matches begins with
     * @param required texts one of which each of its matches contains
     */
    private record Found(@Nullable Literals whole, Literals prefix, Literals required) {
        static Found whole(Literals texts) {
            return new Found(texts, texts, texts);
        }

        static final Found NOTHING = new Found(null, Literals.EMPTY_TEXT, Literals.EMPTY_TEXT);
        static final Found EMPTY = whole(Literals.EMPTY_TEXT);
    }

    private final StepCounter steps;
    private final Found found;
    private int depth;

    private LiteralFinder(Node root, Meter meter) {
        this.steps = new StepCounter(meter);
        this.found = find(root);
        steps.finish();
    }

    /** Looks for the literals of a pattern. */
    public static LiteralFinder of(Node root, Meter meter) {
        return new LiteralFinder(root, meter);
    }

    /** The text that the pattern is, if it is one that is not empty and without conditions; or null. */
    public static @Nullable String oneText(Node root, Meter meter) {
        List<Node> parts = root instanceof Node.Concat concat ? concat.parts() : List.of(root);
        StepCounter steps = new StepCounter(meter);
        StringBuilder text = new StringBuilder();
        for (Node part : parts) {
            steps.step();
            if (!(part instanceof Node.Literal literal) || isSurrogate(literal.codePoint())) {
                steps.finish();
                return null;
            }
            text.appendCodePoint(literal.codePoint());
        }
        steps.finish();
        return text.toString();
    }

    /** Every match contains one of these; only the empty text if there are none. */
    public Literals required() {
        return found.required;
    }

    /** Every match begins with one of these; only the empty text if there are none. */
    public Literals prefix() {
        return found.prefix;
    }

    private Found find(Node node) {
        steps.step();
        if (depth == MAX_DEPTH) {
            return Found.NOTHING;
        }
        depth++;
        Found here = ofNode(node);
        depth--;
        charge(here.prefix);
        charge(here.required);
        return here;
    }

    /** A set is made by joining, and weighed, at the cost of its texts. */
    private void charge(@Nullable Literals literals) {
        if (literals != null) {
            for (String text : literals.texts()) {
                for (int i = 0; i <= text.length(); i += CHARS_PER_STEP) {
                    steps.step();
                }
            }
        }
    }

    private Found ofNode(Node node) {
        if (node instanceof Node.Literal literal) {
            return isSurrogate(literal.codePoint())
                    ? Found.NOTHING
                    : Found.whole(Literals.of(List.of(Character.toString(literal.codePoint())), false));
        } else if (node instanceof Node.CharClass charClass) {
            return ofClass(charClass.set());
        } else if (node instanceof Node.Group group) {
            return find(group.body());
        } else if (node instanceof Node.Concat concat) {
            return ofConcat(concat);
        } else if (node instanceof Node.Alternate alternate) {
            return ofAlternate(alternate);
        } else if (node instanceof Node.Repeat repeat) {
            return ofRepeat(repeat);
        } else if (node instanceof Node.Never) {
            return Found.NOTHING;
        }
        return Found.EMPTY;
    }

    private static Found ofClass(CodePointSet set) {
        List<String> members = new ArrayList<>();
        for (int range = 0; range < set.rangeCount(); range++) {
            for (int c = set.first(range); c <= set.last(range); c++) {
                if (members.size() == MAX_MEMBERS || isSurrogate(c)) {
                    return Found.NOTHING;
                }
                members.add(Character.toString(c));
            }
        }
        Literals folded = Literals.of(members, true);
        return Found.whole(folded.texts().size() == 1 ? folded : Literals.of(members, false));
    }

    /** A surrogate without its partner: a search for chars would find it in the middle of a character. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private Found ofConcat(Node.Concat concat) {
        Literals run = Literals.EMPTY_TEXT;
        Literals prefix = null;
        Literals required = Literals.EMPTY_TEXT;
        for (Node part : concat.parts()) {
            Found here = find(part);
            charge(run);
            Literals longer = here.whole == null ? null : run.followedBy(here.whole);
            if (longer != null) {
                run = longer;
                continue;
            }
            if (prefix == null) {
                Literals extended = run.followedBy(here.prefix);
                prefix = extended != null ? extended : run;
            }
            Literals extended = run.followedBy(here.prefix);
            required = rarer(required, extended != null ? extended : run);
            required = rarer(required, here.required);
            run = here.whole != null ? here.whole : Literals.EMPTY_TEXT;
        }
        return prefix == null ? Found.whole(run) : new Found(null, prefix, rarer(required, run));
    }

    private Found ofAlternate(Node.Alternate alternate) {
        Literals whole = null;
        Literals prefix = null;
        Literals required = null;
        boolean first = true;
        for (Node branch : alternate.branches()) {
            Found here = find(branch);
            steps.step();
            whole = first ? here.whole : or(whole, here.whole);
            prefix = first ? here.prefix : or(prefix, here.prefix);
            required = first ? here.required : or(required, here.required);
            first = false;
            if (whole == null && prefix == null && required == null) {
                return Found.NOTHING;
            }
            charge(whole);
            charge(prefix);
            charge(required);
        }
        return new Found(
                whole,
                prefix == null ? Literals.EMPTY_TEXT : prefix,
                required == null ? Literals.EMPTY_TEXT : required);
    }

    private static @Nullable Literals or(@Nullable Literals a, @Nullable Literals b) {
        return a == null || b == null ? null : a.or(b);
    }

    private Found ofRepeat(Node.Repeat repeat) {
        Found body = find(repeat.body());
        if (repeat.min() == 0) {
            Literals whole = repeat.max() == 1 ? or(body.whole, Literals.EMPTY_TEXT) : null;
            return whole == null ? Found.NOTHING : Found.whole(whole);
        }
        if (repeat.min() == 1 && repeat.max() == 1) {
            return body;
        }
        Literals run = body.whole;
        for (int i = 1; run != null && i < Math.min(repeat.min(), Literals.MAX_LENGTH); i++) {
            steps.step();
            Literals longer = body.whole == null ? null : run.followedBy(body.whole);
            if (longer == null) {
                break;
            }
            run = longer;
        }
        Literals required = run == null ? body.required : rarer(body.required, run);
        return new Found(null, run == null ? body.prefix : run, required);
    }

    /** Of two required sets the one to look for. */
    private static Literals rarer(Literals a, Literals b) {
        return b.frequency() < a.frequency() ? b : a;
    }
}
