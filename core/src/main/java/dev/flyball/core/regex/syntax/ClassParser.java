package dev.flyball.core.regex.syntax;

import dev.flyball.Meter;
import dev.flyball.core.text.NearestName;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSyntaxException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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

    /**
     * What a class has collected: named classes, which are folded already, and in byte mode the bytes; and characters as they
     * are written, in byte mode only those beyond ASCII.
     */
    private record Members(CodePointSetBuilder ready, CodePointSetBuilder characters) {}

    private final PatternCursor cursor;
    private final Atoms atoms;
    private final Escapes escapes;
    private final Work work;
    private final Meter meter;
    private final boolean unicode;

    /** From where on no POSIX class ends any more, as far as is known: its end is not looked for again. */
    private int noPosixEndFrom = Integer.MAX_VALUE;

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
        if (letter == 'p' || letter == 'P') {
            return unicodeClass(folded);
        }
        if ("dswDSW".indexOf(letter) < 0) {
            return null;
        }
        cursor.moveTo(cursor.index() + 2);
        return NamedClasses.perl(
                letter | 0x20, unicode, (letter & 0x20) == 0, folded && !atoms.isBytes(), atoms.last());
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
        Members members = new Members(atoms.newSet(), atoms.newSet());
        Set<CodePointSet> seen = Set.of();
        boolean first = true;
        while (first || cursor.peek() != ']') {
            if (cursor.atEnd()) {
                throw cursor.malformed("missing ] of the class", start);
            }
            work.add(1);
            CodePointSet named = named(folded);
            if (named == null) {
                range(members, first, start);
            } else if (!seen.contains(named)) {
                if (seen.isEmpty()) {
                    seen = Collections.newSetFromMap(new IdentityHashMap<>(4));
                }
                seen.add(named);
                members.ready.add(named);
            }
            first = false;
        }
        cursor.next();
        return atoms.isBytes() ? byteClass(members, folded, negated, start) : textClass(members, folded, negated);
    }

    private Draft textClass(Members members, boolean folded, boolean negated) {
        if (folded) {
            CaseFolding.addClosed(members.characters.build(), members.ready, work);
        } else {
            members.ready.add(members.characters);
        }
        CodePointSet set = members.ready.build();
        return Draft.of(atoms.set(negated ? set.complement(Character.MAX_CODE_POINT, work) : set));
    }

    private Draft byteClass(Members members, boolean folded, boolean negated, int start) {
        CodePointSet bytes = folded ? foldAscii(members.ready.build()) : members.ready.build();
        CodePointSet characters = members.characters.build();
        if (!negated) {
            return atoms.bytesOrCharacters(bytes, characters);
        }
        if (characters.rangeCount() == 0) {
            return Draft.of(atoms.set(bytes.complement(atoms.last(), work)));
        }
        if (bytes.rangeCount() > 0 && bytes.last(bytes.rangeCount() - 1) > ASCII_LAST) {
            throw cursor.unsupported(
                    "a negated class with both bytes above \\x7F and characters beyond ASCII is not supported", start);
        }
        CodePointSetBuilder all = atoms.newSet();
        all.add(bytes);
        all.add(characters);
        CodePointSet others = all.build().complement(Character.MAX_CODE_POINT, work);
        return atoms.bytesOrCharacters(
                part(others, 0, ASCII_LAST), part(others, ASCII_LAST + 1, Character.MAX_CODE_POINT));
    }

    private CodePointSet foldAscii(CodePointSet set) {
        CodePointSetBuilder folded = atoms.newSet();
        folded.add(set);
        for (int c = 'A'; c <= 'Z'; c++) {
            if (set.contains(c) || set.contains(c | 0x20)) {
                folded.add(c);
                folded.add(c | 0x20);
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
        if (!cursor.lookingAt("[:") || start >= noPosixEndFrom) {
            return null;
        }
        cursor.moveTo(start + 1);
        int end = cursor.find(":]");
        work.add((end < 0 ? cursor.length() : end) - start);
        if (end < 0) {
            noPosixEndFrom = start;
            cursor.moveTo(start);
            return null;
        }
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
    private void range(Members members, boolean first, int classStart) {
        int start = cursor.index();
        refuseOperator(first);
        Scalar low = character(classStart);
        Scalar high = low;
        if (cursor.peek() == '-' && cursor.peekChar(1) != ']' && cursor.peekChar(1) != PatternCursor.END) {
            refuseOperator(false);
            cursor.next();
            high = character(classStart);
        }
        if (high.value() < low.value()) {
            throw cursor.malformed(
                    "invalid range " + cursor.excerpt(start, cursor.index()) + ": its end is before its start", start);
        }
        if (atoms.isBytes()) {
            addBytesOrCharacters(low, high, start, members);
        } else {
            members.characters.add(low.value(), high.value());
        }
    }

    private void addBytesOrCharacters(Scalar low, Scalar high, int start, Members members) {
        boolean toByte = high.value() <= ASCII_LAST || high.isByte();
        if (low.value() > ASCII_LAST && low.isByte() != toByte) {
            throw cursor.unsupported(
                    "the range " + cursor.excerpt(start, cursor.index())
                            + " is from a byte to a character or the reverse, which byte mode cannot read",
                    start);
        }
        if (toByte) {
            members.ready.add(low.value(), high.value());
            return;
        }
        if (low.value() == high.value()) {
            atoms.checkEncodable(low.value(), start);
        }
        if (low.value() <= ASCII_LAST) {
            members.ready.add(low.value(), ASCII_LAST);
        }
        members.characters.add(Math.max(low.value(), ASCII_LAST + 1), high.value());
    }

    /**
     * Other engines that match bytes take a doubled operator in a class for a set operation. In byte mode, which rules are
     * written for, it is refused rather than read in another way.
     */
    private void refuseOperator(boolean first) {
        int c = cursor.peek();
        boolean doubled = (c == '&' || c == '-' || c == '~') && cursor.peekChar(1) == c;
        boolean twoHyphens = first && cursor.lookingAt("--]");
        if (atoms.isBytes() && doubled && !twoHyphens) {
            throw cursor.unsupported(
                    "class operation " + cursor.peekText(2)
                            + " is not supported: write out the class, or a backslash before each "
                            + cursor.peekText(1),
                    cursor.index());
        }
    }

    private Scalar character(int classStart) {
        if (cursor.atEnd()) {
            throw cursor.malformed("missing ] of the class", classStart);
        }
        return cursor.peek() == '\\' ? escapes.character(true) : new Scalar(cursor.next(), false);
    }
}
