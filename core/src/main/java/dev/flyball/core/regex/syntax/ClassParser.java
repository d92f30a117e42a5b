package dev.flyball.core.regex.syntax;

import dev.flyball.Meter;
import dev.flyball.core.text.NearestName;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Character classes: in brackets, and the escapes that are classes of their own.
 *
 * <p>In byte mode a class has two kinds of members: bytes (ASCII characters and escapes below {@code \x{100}}), and
 * characters beyond ASCII, each of which stands for its UTF-8 bytes in sequence. Without the latter a negated class is any
 * other byte; with them it is the UTF-8 encoding of any other character, so that bytes above {@code \x7F}
 * cannot be members of it.
 */
final class ClassParser {
    private static final int ASCII_LAST = 0x7F;

    private final PatternCursor cursor;
    private final Atoms atoms;
    private final Escapes escapes;
    private final Work work;
    private final Meter meter;
    private final boolean unicode;

    /** From where on there is no end of a POSIX class any more: it is not looked for again. */
    private int posixEndsBefore = Integer.MAX_VALUE;

    ClassParser(PatternCursor cursor, RegexOptions options, Atoms atoms, Escapes escapes, Work work, Meter meter) {
        this.cursor = cursor;
        this.atoms = atoms;
        this.escapes = escapes;
        this.work = work;
        this.meter = meter;
        this.unicode = options.unicodeClasses();
    }

    /** Takes a class escape, or gives null when there is none; the cursor is at the backslash. */
    @Nullable
    CodePointSet escape(boolean folded) {
        int letter = cursor.peekChar(1);
        switch (letter) {
            case 'd', 's', 'w', 'D', 'S', 'W':
                cursor.moveTo(cursor.index() + 2);
                return NamedClasses.perl(
                        letter | 0x20, unicode, (letter & 0x20) == 0, folded && !atoms.isBytes(), atoms.last());
            case 'p', 'P':
                return unicodeClass(folded);
            default:
                return null;
        }
    }

    private CodePointSet unicodeClass(boolean folded) {
        int start = cursor.index();
        boolean negated = cursor.peekChar(1) == 'P';
        cursor.moveTo(start + 2);
        if (cursor.atEnd()) {
            throw cursor.malformed("\\p needs the name of a class: \\pL, \\p{Greek}", start);
        }
        String name;
        if (cursor.skip("{")) {
            int end = cursor.find("}");
            if (end < 0) {
                throw cursor.malformed("missing } after \\p{", start);
            }
            negated ^= cursor.skip("^");
            name = cursor.substring(cursor.index(), end);
            work.add(name.length());
            cursor.moveTo(end + 1);
        } else {
            name = Character.toString(cursor.next());
        }
        if (atoms.isBytes()) {
            throw cursor.unsupported(
                    cursor.excerpt(start, cursor.index())
                            + " in byte mode is not supported: it is a class of characters, not of bytes",
                    start);
        }
        CodePointSet set = NamedClasses.unicode(name, negated, folded);
        if (set == null) {
            throw unknown("Unicode class ", start, name, NamedClasses.unicodeNames());
        }
        return set;
    }

    private RegexSyntaxException unknown(String kind, int start, String name, List<String> known) {
        String nearest = NearestName.of(name, known, meter);
        return cursor.malformed(
                "unknown " + kind + cursor.excerpt(start, cursor.index())
                        + (nearest == null ? "" : ": did you mean " + nearest + "?"),
                start);
    }

    /** Takes a class in brackets; the cursor is at the opening one. */
    Draft bracket(boolean folded) {
        int start = cursor.index();
        cursor.next();
        boolean negated = cursor.skip("^");
        CodePointSetBuilder members = atoms.newSet();
        CodePointSetBuilder characters = atoms.newSet();
        boolean first = true;
        while (first || cursor.peek() != ']') {
            if (cursor.atEnd()) {
                throw cursor.malformed("missing ] of the class", start);
            }
            work.add(1);
            first = false;
            CodePointSet named = named(folded);
            if (named != null) {
                members.add(named);
            } else {
                range(members, characters, start);
            }
        }
        cursor.next();
        if (!atoms.isBytes()) {
            return Draft.of(atoms.set(finish(members.build(), folded, negated)));
        }
        CodePointSet bytes = members.build();
        if (folded) {
            bytes = foldAscii(bytes);
        }
        CodePointSet beyondAscii = characters.build();
        if (!negated) {
            return atoms.bytesOrCharacters(bytes, beyondAscii);
        }
        if (beyondAscii.rangeCount() == 0) {
            return Draft.of(atoms.set(bytes.complement(atoms.last(), work)));
        }
        if (bytes.rangeCount() > 0 && bytes.last(bytes.rangeCount() - 1) > ASCII_LAST) {
            throw cursor.unsupported(
                    "a negated class with both bytes above \\x7F and characters beyond ASCII is not supported", start);
        }
        CodePointSetBuilder all = atoms.newSet();
        all.add(bytes);
        all.add(beyondAscii);
        CodePointSet others = all.build().complement(Character.MAX_CODE_POINT, work);
        return atoms.bytesOrCharacters(
                part(others, 0, ASCII_LAST), part(others, ASCII_LAST + 1, Character.MAX_CODE_POINT));
    }

    private CodePointSet finish(CodePointSet members, boolean folded, boolean negated) {
        CodePointSet set = folded ? CaseFolding.close(members, work) : members;
        return negated ? set.complement(Character.MAX_CODE_POINT, work) : set;
    }

    private CodePointSet foldAscii(CodePointSet set) {
        CodePointSetBuilder folded = atoms.newSet();
        folded.add(set);
        for (int c = 'A'; c <= 'Z'; c++) {
            if (set.contains(c)) {
                folded.add(c | 0x20);
            } else if (set.contains(c | 0x20)) {
                folded.add(c);
            }
        }
        return folded.build();
    }

    private CodePointSet part(CodePointSet set, int first, int last) {
        CodePointSetBuilder part = atoms.newSet();
        for (int i = 0; i < set.rangeCount(); i++) {
            if (set.first(i) <= last && set.last(i) >= first) {
                part.add(Math.max(first, set.first(i)), Math.min(last, set.last(i)));
            }
        }
        return part.build();
    }

    /** Takes a POSIX class or a class escape, or gives null when there is none. */
    private @Nullable CodePointSet named(boolean folded) {
        if (cursor.peek() == '\\') {
            return escape(folded);
        }
        int start = cursor.index();
        if (!cursor.lookingAt("[:") || start >= posixEndsBefore) {
            return null;
        }
        cursor.moveTo(start + 1);
        int end = cursor.find(":]");
        if (end < 0) {
            posixEndsBefore = start;
            cursor.moveTo(start);
            return null;
        }
        work.add(end - start);
        cursor.next();
        boolean negated = cursor.skip("^");
        // The colons may be one and the same: [:] is refused, as RE2/J does.
        String name = cursor.substring(Math.min(cursor.index(), end), end);
        cursor.moveTo(end + 2);
        CodePointSet set = NamedClasses.posix(name, negated, folded && !atoms.isBytes(), atoms.last());
        if (set == null) {
            throw unknown("POSIX class ", start, name, NamedClasses.posixNames());
        }
        return set;
    }

    /** Takes one character or a range of them. */
    private void range(CodePointSetBuilder members, CodePointSetBuilder characters, int start) {
        int rangeStart = cursor.index();
        if (atoms.isBytes()) {
            refuseOperator(rangeStart);
        }
        Scalar low = character(start);
        Scalar high = low;
        if (cursor.peek() == '-' && cursor.peekChar(1) != ']' && cursor.peekChar(1) != PatternCursor.END) {
            if (atoms.isBytes()) {
                refuseOperator(cursor.index());
            }
            cursor.next();
            high = character(start);
        }
        if (high.value() < low.value()) {
            throw cursor.malformed(
                    "invalid range " + cursor.excerpt(rangeStart, cursor.index()) + ": its end is before its start",
                    rangeStart);
        }
        if (!atoms.isBytes()) {
            members.add(low.value(), high.value());
        } else {
            addBytesOrCharacters(low, high, rangeStart, members, characters);
        }
    }

    private void addBytesOrCharacters(
            Scalar low, Scalar high, int start, CodePointSetBuilder members, CodePointSetBuilder characters) {
        boolean toByte = high.value() <= ASCII_LAST || high.isByte();
        if (low.value() > ASCII_LAST && low.isByte() != toByte) {
            throw cursor.unsupported(
                    "the range " + cursor.excerpt(start, cursor.index())
                            + " is from a byte to a character or the reverse, which byte mode cannot read",
                    start);
        }
        if (toByte) {
            members.add(low.value(), high.value());
            return;
        }
        if (low.value() <= ASCII_LAST) {
            members.add(low.value(), ASCII_LAST);
        }
        if (low.value() == high.value()) {
            atoms.checkEncodable(low.value(), start);
        }
        characters.add(Math.max(low.value(), ASCII_LAST + 1), high.value());
    }

    /**
     * The engines that read these patterns elsewhere take a doubled operator in a class for a set operation. In byte mode,
     * which rules are written in, it is refused rather than read in another way.
     */
    private void refuseOperator(int at) {
        for (String operator : new String[] {"&&", "--", "~~"}) {
            if (cursor.lookingAt(operator) && cursor.peekChar(2) != ']') {
                throw cursor.unsupported(
                        "class operation " + operator
                                + " is not supported: write out the class, or put a backslash before "
                                + operator.charAt(0),
                        at);
            }
        }
    }

    private Scalar character(int classStart) {
        if (cursor.atEnd()) {
            throw cursor.malformed("missing ] of the class", classStart);
        }
        return cursor.peek() == '\\' ? escapes.character(true) : new Scalar(cursor.next(), false);
    }
}
