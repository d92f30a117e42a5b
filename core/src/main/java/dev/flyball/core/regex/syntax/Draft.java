package dev.flyball.core.regex.syntax;

import dev.flyball.core.regex.syntax.Node.CharClass;
import dev.flyball.core.regex.syntax.Node.Literal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A concatenation or an alternation that is still growing. Drafts are linked lists, so that one is spliced into another
 * in one step: however deep groups nest, a node is copied into a tree only once. An alternation joins neighbours that are
 * single characters to one class, which changes nothing: whichever of them matches, matches one character.
 */
final class Draft {
    /** One member: a node or, in an alternation, characters that are still being collected. */
    private static final class Cell {
        final @Nullable Node node;

        @Nullable
        CodePointSetBuilder characters;

        @Nullable
        Cell next;

        Cell(@Nullable Node node, @Nullable CodePointSetBuilder characters) {
            this.node = node;
            this.characters = characters;
        }
    }

    private final boolean alternation;
    private @Nullable Cell first;
    private @Nullable Cell last;
    private int count;
    private long memberSizes;
    private int height;

    private Draft(boolean alternation) {
        this.alternation = alternation;
    }

    /** A concatenation without members: the empty text. */
    static Draft sequence() {
        return new Draft(false);
    }

    /** An alternation without branches, to be given some. */
    static Draft alternation() {
        return new Draft(true);
    }

    /** A concatenation of one node that has neither group nor repetition inside. */
    static Draft of(Node node) {
        Draft draft = sequence();
        draft.append(node, 0);
        return draft;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The {@linkplain Node#size() size} of the node that this becomes; an alternation's may still get smaller. */
    long size() {
        return alternation && count > 1 ? memberSizes + count - 1 : memberSizes;
    }

    /** How deep groups and repetitions nest in it. */
    int height() {
        return height;
    }

    /** Records that it is in a group that leaves no node. */
    void raise(int newHeight) {
        height = newHeight;
    }

    /** Appends a node, inside which groups and repetitions nest so deep, to this concatenation. */
    void append(Node node, int nodeHeight) {
        if (node != Node.Empty.INSTANCE) {
            link(new Cell(node, null), node.size(), nodeHeight);
        }
    }

    /** Appends to this concatenation; the part is used up. */
    void append(Draft part, Atoms atoms) {
        if (part.alternation) {
            Node node = part.toNode(atoms);
            link(new Cell(node, null), node.size(), part.height);
        } else {
            splice(part);
        }
    }

    /** Appends a branch to this alternation; the branch is used up. */
    void addBranch(Draft branch, Atoms atoms) {
        if (branch.alternation) {
            joinCharacters(branch);
            splice(branch);
            return;
        }
        Node node = branch.toNode(atoms);
        CodePointSetBuilder joined = last == null ? null : last.characters;
        if (node instanceof Literal literal) {
            (joined != null ? joined : newCharacters(atoms)).add(literal.codePoint());
        } else if (node instanceof CharClass charClass) {
            (joined != null ? joined : newCharacters(atoms)).add(charClass.set());
        } else {
            link(new Cell(node, null), node.size(), branch.height);
        }
    }

    private CodePointSetBuilder newCharacters(Atoms atoms) {
        CodePointSetBuilder characters = atoms.newSet();
        link(new Cell(null, characters), 1, 0);
        return characters;
    }

    /** Moves the characters at the start of another alternation to the end of this one; the fewer join the more. */
    private void joinCharacters(Draft other) {
        CodePointSetBuilder mine = last == null ? null : last.characters;
        CodePointSetBuilder theirs = other.first == null ? null : other.first.characters;
        if (last == null || other.first == null || mine == null || theirs == null) {
            return;
        }
        if (mine.size() >= theirs.size()) {
            mine.add(theirs);
        } else {
            theirs.add(mine);
            last.characters = theirs;
        }
        other.first = other.first.next;
        other.count--;
        other.memberSizes--;
        if (other.first == null) {
            other.last = null;
        }
    }

    private void link(Cell cell, long cellSize, int cellHeight) {
        if (last == null) {
            first = cell;
        } else {
            last.next = cell;
        }
        last = cell;
        count++;
        memberSizes += cellSize;
        height = Math.max(height, cellHeight);
    }

    private void splice(Draft other) {
        if (other.first != null) {
            if (last == null) {
                first = other.first;
            } else {
                last.next = other.first;
            }
            last = other.last;
        }
        count += other.count;
        memberSizes += other.memberSizes;
        height = Math.max(height, other.height);
    }

    /** The node that this has become; the draft is used up. */
    Node toNode(Atoms atoms) {
        atoms.visit(count);
        if (first == null) {
            return Node.Empty.INSTANCE;
        } else if (count == 1) {
            return node(first, atoms);
        }
        Node[] nodes = new Node[count];
        int size = 0;
        for (Cell cell = first; cell != null; cell = cell.next) {
            nodes[size++] = node(cell, atoms);
        }
        return alternation ? new Node.Alternate(List.of(nodes)) : new Node.Concat(List.of(nodes));
    }

    private static Node node(Cell cell, Atoms atoms) {
        if (cell.characters != null) {
            return atoms.set(cell.characters.build());
        }
        return Objects.requireNonNull(cell.node, "a cell has a node or characters");
    }
}
