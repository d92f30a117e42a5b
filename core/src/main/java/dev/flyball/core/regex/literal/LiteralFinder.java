package dev.flyball.core.regex.literal;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** In place of a char where there is none. */
    private static final int NO_MEMBER = -1;

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
        return here;
    }

    /** A set is made, or weighed, at the cost of its texts. */
    private void charge(@Nullable Literals literals) {
        if (literals != null) {
            for (String text : literals.texts()) {
                for (int i = 0; i <= text.length(); i += CHARS_PER_STEP) {
                    steps.step();
                }
            }
        }
    }

    private @Nullable Literals join(Literals first, @Nullable Literals second) {
        Literals joined = second == null ? null : first.followedBy(second);
        charge(joined);
        return joined;
    }

    /** Of two required sets the one to look for. */
    private Literals rarer(Literals a, Literals b) {
        charge(b);
        return b.frequency() < a.frequency() ? b : a;
    }

    private Found ofNode(Node node) {
        if (node instanceof Node.Literal literal) {
            return isSurrogate(literal.codePoint())
                    ? Found.NOTHING
                    : Found.whole(Literals.of(literal.codePoint(), false));
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
        int folded = foldedMember(set);
        if (folded != NO_MEMBER) {
            return Found.whole(Literals.of(folded, true));
        }
        List<String> members = new ArrayList<>();
        for (int range = 0; range < set.rangeCount(); range++) {
            for (int c = set.first(range); c <= set.last(range); c++) {
                if (members.size() == MAX_MEMBERS || isSurrogate(c)) {
                    return Found.NOTHING;
                }
                members.add(Character.toString(c));
            }
        }
        return Found.whole(Literals.ofDistinct(members, false));
    }

    /** The char that all members are folded to, or {@link #NO_MEMBER} if they are not all folded to the same one. */
    private static int foldedMember(CodePointSet set) {
        int folded = NO_MEMBER;
        for (int range = 0; range < set.rangeCount(); range++) {
            for (int c = set.first(range); c <= set.last(range); c++) {
                if (c > Character.MAX_VALUE || isSurrogate(c)) {
                    return NO_MEMBER;
                }
                char here = CaseFold.fold((char) c);
                if (folded != NO_MEMBER && here != folded) {
                    return NO_MEMBER;
                }
                folded = here;
            }
        }
        return folded;
    }

    /** A surrogate without its partner: a search for chars would find it in the middle of a character. */
    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** The texts that end before the next part, while the parts of a concatenation are passed. */
    private final class Run {
        private Literals texts = Literals.EMPTY_TEXT;

        /** Single characters that follow, not yet joined: most patterns are long runs of them. */
        private @Nullable StringBuilder tail;

        private boolean tailIgnoresCase;

        /** Appends the part if it is one character, in one case or in any; returns whether it was, and there was room. */
        boolean append(Node part) {
            int c = NO_MEMBER;
            boolean ignoresCase = false;
            if (part instanceof Node.Literal literal) {
                c = isSurrogate(literal.codePoint()) ? NO_MEMBER : literal.codePoint();
            } else if (part instanceof Node.CharClass charClass) {
                c = foldedMember(charClass.set());
                ignoresCase = true;
            }
            if (c == NO_MEMBER) {
                return false;
            }
            if (tail == null) {
                tail = new StringBuilder();
            }
            if (texts.maxLength() + tail.length() + Character.charCount(c) > Literals.MAX_LENGTH) {
                return false;
            }
            tail.appendCodePoint(c);
            tailIgnoresCase |= ignoresCase;
            return true;
        }

        Literals get() {
            if (tail != null && tail.length() > 0) {
                Literals end = tail.length() == 1
                        ? Literals.of(tail.charAt(0), tailIgnoresCase)
                        : Literals.of(tail.toString(), tailIgnoresCase);
                Literals joined = join(texts, end);
                texts = Objects.requireNonNull(joined, "there was room");
                tail.setLength(0);
                tailIgnoresCase = false;
            }
            return texts;
        }

        void set(Literals newTexts) {
            texts = newTexts;
        }
    }

    private Found ofConcat(Node.Concat concat) {
        Run run = new Run();
        Literals prefix = null;
        Literals required = Literals.EMPTY_TEXT;
        for (Node part : concat.parts()) {
            if (run.append(part)) {
                steps.step();
                continue;
            }
            Literals before = run.get();
            Found here = find(part);
            Literals longer = join(before, here.whole);
            if (longer != null) {
                run.set(longer);
                continue;
            }
            Literals extended = join(before, here.prefix);
            Literals end = extended != null ? extended : before;
            if (prefix == null) {
                prefix = end;
            }
            required = rarer(rarer(required, end), here.required);
            run.set(here.whole != null ? here.whole : Literals.EMPTY_TEXT);
        }
        Literals end = run.get();
        return prefix == null ? Found.whole(end) : new Found(null, prefix, rarer(required, end));
    }

    private Found ofAlternate(Node.Alternate alternate) {
        Union whole = new Union();
        // As long as all branches are texts, the three are one.
        Union prefix = whole;
        Union required = whole;
        for (Node branch : alternate.branches()) {
            Found here = find(branch);
            if (prefix == whole && here.prefix != here.whole) {
                prefix = new Union(whole);
            }
            if (required == whole && here.required != here.whole) {
                required = new Union(whole);
            }
            whole.add(here.whole);
            charge(here.whole);
            if (prefix != whole) {
                prefix.add(here.prefix);
                charge(here.prefix);
            }
            if (required != whole) {
                required.add(here.required);
                charge(here.required);
            }
            if (whole.isTooLarge() && !prefix.isUseful() && !required.isUseful()) {
                return Found.NOTHING;
            }
        }
        Literals all = whole.get();
        return new Found(all, useful(prefix, whole, all), useful(required, whole, all));
    }

    private static Literals useful(Union union, Union whole, @Nullable Literals all) {
        Literals texts = !union.isUseful() ? null : union == whole ? all : union.get();
        return texts == null ? Literals.EMPTY_TEXT : texts;
    }

    private Found ofRepeat(Node.Repeat repeat) {
        Found body = find(repeat.body());
        if (repeat.min() == 0) {
            Literals whole = null;
            if (repeat.max() == 1) {
                Union union = new Union();
                union.add(body.whole);
                union.add(Literals.EMPTY_TEXT);
                whole = union.get();
                charge(whole);
            }
            return whole == null ? Found.NOTHING : Found.whole(whole);
        }
        if (repeat.min() == 1 && repeat.max() == 1) {
            return body;
        }
        Literals run = body.whole;
        for (int i = 1; run != null && i < Math.min(repeat.min(), Literals.MAX_LENGTH); i++) {
            steps.step();
            Literals longer = join(run, body.whole);
            if (longer == null) {
                break;
            }
            run = longer;
        }
        Literals required = run == null ? body.required : rarer(body.required, run);
        return new Found(null, run == null ? body.prefix : run, required);
    }
}
