package dev.flyball.core.regex.syntax;

import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.Node.Assertion;
import dev.flyball.core.regex.syntax.Node.Empty;
import dev.flyball.core.regex.syntax.Node.Never;
import dev.flyball.core.regex.syntax.Node.Repeat;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From a pattern to its tree: RE2's syntax, read from left to right once, with a stack of open groups instead of
 * recursion. Every limit of the options is checked as soon as it is passed, where it is passed; the work is linear in
 * the pattern (but for the sorting of a class) and charged.
 */
public final class Parser {
    /** What a token costs, in steps of one visit or copy. */
    private static final int TOKEN_STEPS = 4;

    /** Stands for every count that is larger; no program is as large. */
    private static final int COUNT_END = 1_000_000_000;

    /** In place of a count that is none. */
    private static final int NO_COUNT = -2;

    /** A group that is still open, or the whole pattern. */
    private static final class Frame {
        final @Nullable Frame outer;
        final int start;
        final GroupParser.Start group;
        final Flags outerFlags;

        /** The branches before the current one, if there are any. */
        @Nullable
        Draft branches;

        Draft branch = Draft.sequence();

        /** The end of the branch, which a quantifier would apply to: a node of that height, or a draft. */
        @Nullable
        Node lastNode;

        int lastHeight;

        @Nullable
        Draft lastDraft;

        Frame(@Nullable Frame outer, int start, GroupParser.Start group, Flags outerFlags) {
            this.outer = outer;
            this.start = start;
            this.group = group;
            this.outerFlags = outerFlags;
        }

        long size() {
            return (branches == null ? 0 : branches.size() + 1)
                    + branch.size()
                    + (lastNode == null ? 0 : lastNode.size())
                    + (lastDraft == null ? 0 : lastDraft.size());
        }

        /** Makes what was last a part of the branch like others. */
        void endLast(Atoms atoms) {
            if (lastNode != null) {
                branch.append(lastNode, lastHeight);
                lastNode = null;
            } else if (lastDraft != null) {
                branch.append(lastDraft, atoms);
                lastDraft = null;
            }
        }
    }

    private final RegexOptions options;
    private final PatternCursor cursor;
    private final Work work;
    private final Atoms atoms;
    private final Escapes escapes;
    private final ClassParser classes;
    private final GroupParser groups;

    private Flags flags;
    private Frame frame;
    private int depth;

    /** The sizes of all frames together. */
    private long size;

    /** Where the last quantifier began and ended, and whether it was a lazy one. */
    private int quantifierStart = -1;

    private int quantifierEnd = -1;
    private boolean quantifierLazy;

    private Parser(String pattern, RegexOptions options, Work work, Meter meter) {
        this.options = options;
        this.work = work;
        this.cursor = new PatternCursor(pattern);
        this.atoms = new Atoms(cursor, options, work);
        this.escapes = new Escapes(cursor, work);
        this.classes = new ClassParser(cursor, options, atoms, escapes, work, meter);
        this.groups = new GroupParser(cursor, work);
        this.flags = Flags.of(options);
        this.frame = new Frame(null, 0, new GroupParser.Start(true, 0, null, flags), flags);
    }

    /**
     * Parses a pattern.
     *
     * @throws RegexSyntaxException if the pattern is malformed, uses what is not supported, or is above a limit
     * @throws dev.flyball.BudgetExceededException if the meter runs out
     */
    public static ParsedRegex parse(String pattern, RegexOptions options, Meter meter) {
        Work work = new Work(meter);
        try {
            return new Parser(pattern, options, work, meter).parse();
        } finally {
            work.flush();
        }
    }

    private ParsedRegex parse() {
        if (cursor.length() > options.maxPatternLength()) {
            throw cursor.tooLarge(
                    "the pattern has more chars",
                    options.maxPatternLength(),
                    "maxPatternLength",
                    options.maxPatternLength());
        }
        while (!cursor.atEnd()) {
            cursor.startToken();
            work.add(TOKEN_STEPS);
            if (options.literal()) {
                literal();
            } else {
                token();
            }
        }
        cursor.startToken();
        if (frame.outer != null) {
            throw cursor.malformed("missing ) of the group", frame.start);
        }
        Node root = closeFrame().toNode(atoms);
        return new ParsedRegex(root, groups.groupCount(), Collections.unmodifiableMap(groups.names()));
    }

    private void token() {
        switch (cursor.peek()) {
            case '(' -> open();
            case ')' -> close();
            case '|' -> alternative();
            case '*', '+', '?' -> simpleQuantifier();
            case '{' -> countedQuantifier();
            case '[' -> push(classes.bracket(flags.caseInsensitive()));
            case '\\' -> escape();
            case '.' -> {
                cursor.next();
                push(atoms.any(flags.dotAll()), 0);
            }
            case '^' -> {
                cursor.next();
                assertion(flags.multiLine() ? Assertion.Kind.BEGIN_LINE : Assertion.Kind.BEGIN_TEXT);
            }
            case '$' -> {
                cursor.next();
                assertion(flags.multiLine() ? Assertion.Kind.END_LINE : Assertion.Kind.END_TEXT);
            }
            default -> literal();
        }
    }

    private void assertion(Assertion.Kind kind) {
        push(Assertion.of(kind), 0);
    }

    private void literal() {
        int start = cursor.index();
        character(cursor.next(), false, start);
    }

    /** Pushes a character that begins at {@code start}, or a byte. */
    private void character(int c, boolean isByte, int start) {
        if (atoms.isSymbol(c, isByte)) {
            push(atoms.symbol(c, flags.caseInsensitive()), 0);
        } else {
            push(atoms.encoded(c, start));
        }
    }

    private void escape() {
        boolean unicode = options.unicodeClasses();
        int start = cursor.index();
        switch (cursor.peekChar(1)) {
            case 'A' -> assertionEscape(Assertion.Kind.BEGIN_TEXT);
            case 'z' -> assertionEscape(Assertion.Kind.END_TEXT);
            case 'b' -> {
                if (options.bytes() && cursor.peekChar(2) == '{' && Character.isLetter(cursor.peekChar(3))) {
                    throw cursor.unsupported("\\b{…} is not supported: write \\b, or \\b\\{ for a brace", start);
                }
                assertionEscape(unicode ? Assertion.Kind.UNICODE_WORD_BOUNDARY : Assertion.Kind.WORD_BOUNDARY);
            }
            case 'B' ->
                assertionEscape(unicode ? Assertion.Kind.NOT_UNICODE_WORD_BOUNDARY : Assertion.Kind.NOT_WORD_BOUNDARY);
            case 'Q' -> quoted();
            default -> {
                CodePointSet set = classes.escape(flags.caseInsensitive());
                if (set != null) {
                    push(atoms.set(set), 0);
                } else {
                    Scalar scalar = escapes.character(false);
                    character(scalar.value(), scalar.isByte(), start);
                }
            }
        }
    }

    private void assertionEscape(Assertion.Kind kind) {
        cursor.moveTo(cursor.index() + 2);
        assertion(kind);
    }

    /** Takes a quotation, to its end or the pattern's; a quantifier after it applies to its last character. */
    private void quoted() {
        cursor.moveTo(cursor.index() + 2);
        while (!cursor.atEnd() && !cursor.skip("\\E")) {
            cursor.startToken();
            work.add(TOKEN_STEPS);
            literal();
        }
    }

    private void push(Node atom, int height) {
        long before = frame.size();
        frame.endLast(atoms);
        frame.lastNode = atom;
        frame.lastHeight = height;
        resized(before);
    }

    private void push(Draft atom) {
        long before = frame.size();
        frame.endLast(atoms);
        frame.lastDraft = atom;
        resized(before);
    }

    private void open() {
        int start = cursor.index();
        Flags outerFlags = flags;
        GroupParser.Start group = groups.start(flags);
        flags = group.flags();
        if (group.opens()) {
            depth++;
            checkNesting(depth, start);
            frame = new Frame(frame, start, group, outerFlags);
        }
    }

    private void close() {
        Frame closed = frame;
        if (closed.outer == null) {
            throw cursor.malformed("unexpected ): no group is open", cursor.index());
        }
        cursor.next();
        size -= closed.size();
        Draft body = closeFrame();
        int height = body.height() + 1;
        checkNesting(height, closed.start);
        flags = closed.outerFlags;
        frame = closed.outer;
        depth--;
        if (closed.group.number() > 0) {
            push(new Node.Group(closed.group.number(), closed.group.name(), body.toNode(atoms)), height);
        } else {
            body.raise(height);
            push(body);
        }
    }

    /** What the innermost frame has become: its branches, or its only one. */
    private Draft closeFrame() {
        Draft branch = endBranch();
        if (frame.branches == null) {
            return branch;
        }
        frame.branches.addBranch(branch, atoms);
        return frame.branches;
    }

    /** The current branch, whole. */
    private Draft endBranch() {
        Draft last = frame.lastDraft;
        if (last != null && frame.branch.isEmpty()) {
            frame.lastDraft = null;
            return last;
        }
        frame.endLast(atoms);
        return frame.branch;
    }

    private void alternative() {
        cursor.next();
        long before = frame.size();
        Draft branch = endBranch();
        if (frame.branches == null) {
            frame.branches = Draft.alternation();
        }
        frame.branches.addBranch(branch, atoms);
        frame.branch = Draft.sequence();
        resized(before);
    }

    private void simpleQuantifier() {
        int start = cursor.index();
        int operator = cursor.next();
        repeat(operator == '+' ? 1 : 0, operator == '?' ? 1 : Repeat.UNBOUNDED, start);
    }

    /** Takes a quantifier in braces; what does not look like one is literal text. */
    private void countedQuantifier() {
        int start = cursor.index();
        cursor.next();
        int min = count();
        int max = min;
        if (min != NO_COUNT && cursor.skip(",")) {
            max = cursor.peek() == '}' ? Repeat.UNBOUNDED : count();
        }
        if (min == NO_COUNT || max == NO_COUNT || !cursor.skip("}")) {
            cursor.moveTo(start);
            literal();
            return;
        }
        if (max != Repeat.UNBOUNDED && min > max) {
            throw cursor.malformed(
                    "invalid repetition " + cursor.excerpt(start, cursor.index())
                            + ": the minimum is above the maximum",
                    start);
        }
        repeat(min, max, start);
    }

    /** Takes a decimal number without leading zeros, or gives {@link #NO_COUNT}. */
    private int count() {
        int start = cursor.index();
        boolean zero = cursor.peek() == '0';
        int count = 0;
        while (cursor.peek() >= '0' && cursor.peek() <= '9') {
            work.add(1);
            count = Math.min(COUNT_END, 10 * Math.min(count, COUNT_END / 10) + cursor.next() - '0');
        }
        int digits = cursor.index() - start;
        return digits == 0 || zero && digits > 1 ? NO_COUNT : count;
    }

    /** Applies a quantifier that begins at {@code start} and has just been taken. */
    private void repeat(int min, int max, int start) {
        if (start == quantifierEnd) {
            throw nestedQuantifier(start);
        }
        Node body = frame.lastNode;
        Draft draft = frame.lastDraft;
        if (body == null && draft == null) {
            throw cursor.malformed(
                    "nothing to repeat before " + cursor.excerpt(start, cursor.index())
                            + ": write a backslash before it for the character itself",
                    start);
        }
        boolean lazy = cursor.skip("?");
        quantifierStart = start;
        quantifierEnd = cursor.index();
        quantifierLazy = lazy;
        long before = frame.size();
        int height = (draft == null ? frame.lastHeight : draft.height()) + 1;
        checkNesting(height, start);
        if (draft != null) {
            body = draft.toNode(atoms);
        }
        Node node = repeated(Objects.requireNonNull(body), min, max, lazy == flags.ungreedy());
        if (node.size() > options.maxProgramSize()) {
            throw programTooLarge(start);
        }
        frame.lastDraft = null;
        frame.lastNode = node;
        frame.lastHeight = height;
        resized(before);
    }

    private RegexSyntaxException nestedQuantifier(int start) {
        if (!quantifierLazy && cursor.excerpt(start, cursor.index()).equals("+")) {
            return cursor.unsupported(
                    "possessive quantifier " + cursor.excerpt(quantifierStart, cursor.index())
                            + " is not supported: leave out the +, nothing backtracks here",
                    quantifierStart);
        }
        return cursor.malformed(
                "quantifier " + cursor.excerpt(start, cursor.index())
                        + " directly after another one: put a group around what the first one repeats",
                start);
    }

    /** A repetition, or something simpler that means the same. */
    private static Node repeated(Node body, int min, int max, boolean greedy) {
        if (max == 0 || body instanceof Empty || min == 0 && (body instanceof Never || body instanceof Assertion)) {
            return Empty.INSTANCE;
        }
        if (min == 1 && max == 1 || body instanceof Never || body instanceof Assertion) {
            return body;
        }
        if (body instanceof Repeat inner
                && inner.isGreedy() == greedy
                && !inner.body().isNullable()
                && isSimple(min, max)
                && isSimple(inner.min(), inner.max())) {
            // a**, a+?, a?+ and so on, with groups between: one loop, or one option. An iteration of a is never empty.
            int outerMax = max == 1 && inner.max() == 1 ? 1 : Repeat.UNBOUNDED;
            return new Repeat(inner.body(), Math.min(min, inner.min()), outerMax, greedy);
        }
        return new Repeat(body, min, max, greedy);
    }

    /** Whether it is one of {@code * + ?}. */
    private static boolean isSimple(int min, int max) {
        return max == Repeat.UNBOUNDED ? min <= 1 : min == 0 && max == 1;
    }

    private void resized(long frameSizeBefore) {
        size += frame.size() - frameSizeBefore;
        if (size > options.maxProgramSize()) {
            throw programTooLarge(cursor.tokenStart());
        }
    }

    private RegexSyntaxException programTooLarge(int at) {
        return cursor.tooLarge(
                "with all repetitions expanded, the program has more instructions",
                options.maxProgramSize(),
                "maxProgramSize",
                at);
    }

    private void checkNesting(int levels, int at) {
        if (levels > options.maxNesting()) {
            throw cursor.tooLarge("groups and repetitions nest deeper", options.maxNesting(), "maxNesting", at);
        }
    }
}
