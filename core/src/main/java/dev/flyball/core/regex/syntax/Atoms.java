package dev.flyball.core.regex.syntax;

import dev.flyball.core.regex.syntax.Node.CharClass;
import dev.flyball.core.regex.syntax.Node.Literal;
import dev.flyball.regex.RegexOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes what matches one character: literals and classes, folded and, in byte mode, encoded. Counts the ranges of the
 * classes against their limit.
 */
final class Atoms {
    private static final int ASCII_END = 0x80;
    private static final int BYTE_END = 0x100;

    private static final CodePointSet NOT_NEWLINE = set(0, '\n' - 1, '\n' + 1, Character.MAX_CODE_POINT);
    private static final CodePointSet ANY = set(0, Character.MAX_CODE_POINT);
    private static final CodePointSet NOT_NEWLINE_BYTE = set(0, '\n' - 1, '\n' + 1, BYTE_END - 1);
    private static final CodePointSet ANY_BYTE = set(0, BYTE_END - 1);

    /** What texts are mostly made of, so that long literals share their nodes: folded or not, ASCII. */
    private static final AtomicReferenceArray<Node> SHARED = new AtomicReferenceArray<>(2 * ASCII_END);

    private final PatternCursor cursor;
    private final Work work;
    private final boolean bytes;
    private final int maxClassRanges;
    private long classRanges;

    Atoms(PatternCursor cursor, RegexOptions options, Work work) {
        this.cursor = cursor;
        this.work = work;
        this.bytes = options.bytes();
        this.maxClassRanges = options.maxClassRanges();
    }

    private static CodePointSet set(int... ranges) {
        return new CodePointSet(ranges);
    }

    /** Whether the tree is over bytes. */
    boolean isBytes() {
        return bytes;
    }

    /** The last member of the alphabet. */
    int last() {
        return bytes ? BYTE_END - 1 : Character.MAX_CODE_POINT;
    }

    CodePointSetBuilder newSet() {
        return new CodePointSetBuilder(work);
    }

    /** A character of the pattern's text or an escape; {@code start} is where it stands. */
    Draft character(Scalar scalar, boolean folded, int start) {
        int c = scalar.value();
        if (!bytes || c < ASCII_END || scalar.isByte()) {
            return Draft.of(symbol(c, folded));
        }
        checkEncodable(c, start);
        Draft sequence = Draft.sequence();
        for (int b : Utf8Sequences.encode(c)) {
            sequence.append(Draft.of(new Literal(b)), this);
        }
        return sequence;
    }

    /** Refuses, in byte mode, what has no UTF-8 encoding. */
    void checkEncodable(int c, int start) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw cursor.unsupported("a surrogate has no UTF-8 bytes, which byte mode would match", start);
        }
    }

    private Node symbol(int c, boolean folded) {
        if (c >= ASCII_END) {
            return fold(c, folded && !bytes);
        }
        boolean asciiOnly = folded && bytes;
        if (asciiOnly) {
            return Character.isLetter(c)
                    ? new CharClass(set(c & ~0x20, c & ~0x20, c | 0x20, c | 0x20))
                    : symbol(c, false);
        }
        int shared = folded ? c + ASCII_END : c;
        Node node = SHARED.get(shared);
        if (node == null) {
            node = fold(c, folded);
            SHARED.set(shared, node);
        }
        return node;
    }

    private static Node fold(int c, boolean folded) {
        int next = folded ? CaseFolding.next(c) : c;
        if (next == c) {
            return new Literal(c);
        }
        CodePointSetBuilder orbit = new CodePointSetBuilder(Work.once());
        for (orbit.add(c); next != c; next = CaseFolding.next(next)) {
            orbit.add(next);
        }
        return new CharClass(orbit.build());
    }

    /** Any character, or any but a newline. */
    Node any(boolean newlineToo) {
        if (bytes) {
            return set(newlineToo ? ANY_BYTE : NOT_NEWLINE_BYTE);
        }
        return set(newlineToo ? ANY : NOT_NEWLINE);
    }

    /** Any one of a set, which is counted against the limit. */
    Node set(CodePointSet set) {
        work.add(1);
        int ranges = set.rangeCount();
        if (ranges == 0) {
            return Node.Never.INSTANCE;
        }
        if (ranges == 1 && set.first(0) == set.last(0)) {
            return new Literal(set.first(0));
        }
        classRanges += ranges;
        if (classRanges > maxClassRanges) {
            throw cursor.tooLarge(
                    "the character classes have more ranges", maxClassRanges, "maxClassRanges", cursor.tokenStart());
        }
        return new CharClass(set);
    }

    /** In byte mode: one of the bytes, or the UTF-8 encoding of one of the characters, which are not ASCII. */
    Draft bytesOrCharacters(CodePointSet byteSet, CodePointSet characters) {
        Draft branches = Draft.alternation();
        if (byteSet.rangeCount() > 0 || characters.rangeCount() == 0) {
            branches.addBranch(Draft.of(set(byteSet)), this);
        }
        for (List<CodePointSet> encoding : Utf8Sequences.of(characters, work)) {
            Draft sequence = Draft.sequence();
            for (CodePointSet byteRange : encoding) {
                sequence.append(Draft.of(set(byteRange)), this);
            }
            branches.addBranch(sequence, this);
        }
        return branches;
    }

    /** Charges for looking at so many nodes. */
    void visit(int nodes) {
        work.add(nodes);
    }
}
