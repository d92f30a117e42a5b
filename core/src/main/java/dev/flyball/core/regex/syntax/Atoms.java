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
    /** What a set costs beside its ranges: its table of Latin-1 above all. */
    private static final int SET_STEPS = 4;

    private static final int ASCII_END = 0x80;
    private static final int BYTE_END = 0x100;

    private static final CodePointSet NOT_NEWLINE = set(0, '\n' - 1, '\n' + 1, Character.MAX_CODE_POINT);
    private static final CodePointSet ANY = set(0, Character.MAX_CODE_POINT);
    private static final CodePointSet NOT_NEWLINE_BYTE = set(0, '\n' - 1, '\n' + 1, BYTE_END - 1);
    private static final CodePointSet ANY_BYTE = set(0, BYTE_END - 1);

    /** The nodes of ASCII characters, which patterns are mostly made of: as they are, folded in ASCII, folded. */
    private static final AtomicReferenceArray<Node> SHARED = new AtomicReferenceArray<>(3 * ASCII_END);

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

    /** Whether it is one symbol of the alphabet: in byte mode bytes and ASCII characters are. */
    boolean isSymbol(int c, boolean isByte) {
        return !bytes || c < ASCII_END || isByte;
    }

    /** The UTF-8 bytes, in byte mode, of a character that stands at {@code start}. */
    Draft encoded(int c, int start) {
        checkEncodable(c, start);
        Draft sequence = Draft.sequence();
        for (int b : Utf8Sequences.encode(c)) {
            sequence.append(new Literal(b), 0);
        }
        return sequence;
    }

    /** Refuses, in byte mode, what has no UTF-8 encoding. */
    void checkEncodable(int c, int start) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw cursor.unsupported("a surrogate has no UTF-8 bytes, which byte mode would match", start);
        }
    }

    /** A literal or, folded, the class of its orbit, which counts as no class: it is as small as a literal. */
    Node symbol(int c, boolean folded) {
        if (c >= ASCII_END) {
            return folded && !bytes ? orbit(c) : new Literal(c);
        }
        int form = !folded ? 0 : bytes ? 1 : 2;
        int index = form * ASCII_END + c;
        Node node = SHARED.get(index);
        if (node == null) {
            node = form == 0 ? new Literal(c) : form == 1 ? asciiOrbit(c) : orbit(c);
            SHARED.set(index, node);
        }
        return node;
    }

    private static Node asciiOrbit(int c) {
        int upper = c & ~0x20;
        int lower = c | 0x20;
        return upper >= 'A' && upper <= 'Z' ? new CharClass(set(upper, upper, lower, lower)) : new Literal(c);
    }

    private static Node orbit(int c) {
        int next = CaseFolding.next(c);
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
        work.add(SET_STEPS);
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
        if (byteSet.rangeCount() > 0) {
            branches.addBranch(Draft.of(set(byteSet)), this);
        }
        for (List<CodePointSet> encoding : Utf8Sequences.of(characters, work)) {
            Draft sequence = Draft.sequence();
            for (CodePointSet bytesOfPlace : encoding) {
                sequence.append(set(bytesOfPlace), 0);
            }
            branches.addBranch(sequence, this);
        }
        return branches.isEmpty() ? Draft.of(Node.Never.INSTANCE) : branches;
    }

    /** Charges for looking at so many nodes. */
    void visit(int nodes) {
        work.add(nodes);
    }
}
