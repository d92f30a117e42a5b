package dev.flyball.core.regex.program;

import dev.flyball.Meter;
import dev.flyball.core.StepCounter;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.Node;
import dev.flyball.core.regex.syntax.ParsedRegex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a syntax tree into a {@link Program}, from its end to its beginning, so that every instruction knows where it
 * goes on when it is emitted. One step an instruction. The tree is walked with a stack on the heap, whatever its depth.
 */
public final class Compiler {
    private static final int OPEN = -1;
    private static final int RANGES_PER_STEP = 32;

    private final StepCounter steps;
    private final byte[] ops;
    private final int[] next;
    private final int[] args;
    private int size;
    private final List<CodePointSet> sets = new ArrayList<>();
    private final Map<CodePointSet, Integer> setIndexes = new HashMap<>();

    /** The innermost node whose parts are being compiled. */
    private @Nullable Frame top;

    private Compiler(int programSize, StepCounter steps) {
        this.steps = steps;
        this.ops = new byte[programSize];
        this.next = new int[programSize];
        this.args = new int[programSize];
    }

    /** The program of a pattern whose size the parser has found to be within its limit. */
    public static Program compile(ParsedRegex regex, Meter meter) {
        StepCounter steps = new StepCounter(meter);
        Node root = regex.root();
        Compiler compiler = new Compiler(Math.toIntExact(root.size() + 1), steps);
        int match = compiler.emit(Program.MATCH, 0, 0);
        int start = compiler.compile(root, match);
        steps.finish();
        return compiler.program(start, regex.groupCount());
    }

    private Program program(int start, int groupCount) {
        boolean full = size == ops.length;
        return new Program(
                full ? ops : Arrays.copyOf(ops, size),
                full ? next : Arrays.copyOf(next, size),
                full ? args : Arrays.copyOf(args, size),
                sets.toArray(new CodePointSet[0]),
                start,
                groupCount);
    }

    private int emit(byte op, int to, int arg) {
        steps.step();
        ops[size] = op;
        next[size] = to;
        args[size] = arg;
        return size++;
    }

    private int emitSplit(int preferred, int other) {
        return emit(Program.SPLIT, preferred, other);
    }

    private int setIndex(CodePointSet set) {
        // The hash, and to compare with an equal one.
        for (int range = 0; range < set.rangeCount(); range += RANGES_PER_STEP) {
            steps.step();
        }
        Integer known = setIndexes.get(set);
        if (known == null) {
            known = sets.size();
            sets.add(set);
            setIndexes.put(set, known);
        }
        return known;
    }

    /** Emits the instructions of a tree that goes on at {@code to}; returns where it begins. */
    private int compile(Node root, int to) {
        int begin = enter(root, to);
        while (top != null) {
            steps.step();
            Frame frame = top;
            Node part = frame.advance(begin);
            if (part == null) {
                begin = frame.begin;
                top = frame.outer;
            } else {
                begin = enter(part, frame.partGoesTo);
            }
        }
        return begin;
    }

    /** Emits a leaf and returns where it begins; or pushes a frame for a node with parts, and returns {@link #OPEN}. */
    private int enter(Node node, int to) {
        if (node.size() == 0) {
            return to;
        } else if (node instanceof Node.Never) {
            return emit(Program.FAIL, 0, 0);
        } else if (node instanceof Node.Literal literal) {
            return emit(Program.CHAR, to, literal.codePoint());
        } else if (node instanceof Node.CharClass charClass) {
            return emit(Program.SET, to, setIndex(charClass.set()));
        } else if (node instanceof Node.Assertion assertion) {
            return emit(Program.ASSERT, to, assertion.kind().code());
        } else if (node instanceof Node.Group group) {
            push(new GroupFrame(group, to));
        } else if (node instanceof Node.Concat concat) {
            push(new ConcatFrame(concat, to));
        } else if (node instanceof Node.Alternate alternate) {
            push(new AlternateFrame(alternate, to));
        } else {
            Node.Repeat repeat = (Node.Repeat) node;
            push(repeat.max() == Node.Repeat.UNBOUNDED ? new LoopFrame(repeat, to) : new CountedFrame(repeat, to));
        }
        return OPEN;
    }

    private void push(Frame frame) {
        frame.outer = top;
        top = frame;
    }

    /** A node whose parts are being compiled, the last one first. */
    private abstract static class Frame {
        /** The node that this one is a part of. */
        @Nullable
        Frame outer;

        /** Where the node goes on. */
        final int to;

        /** Where the node's instructions begin, as far as they are emitted. */
        int begin;

        /** Where the part that {@link #advance} returned is to go on. */
        int partGoesTo;

        Frame(int to) {
            this.to = to;
            this.begin = to;
            this.partGoesTo = to;
        }

        /**
         * Returns the next part to compile, or null when all are.
         *
         * @param partBegin where the part returned before begins; {@link #OPEN} the first time
         */
        abstract @Nullable Node advance(int partBegin);
    }

    private final class GroupFrame extends Frame {
        private final Node.Group group;

        GroupFrame(Node.Group group, int to) {
            super(to);
            this.group = group;
        }

        @Override
        @Nullable
        Node advance(int partBegin) {
            if (partBegin == OPEN) {
                partGoesTo = emit(Program.CAPTURE, to, 2 * group.number() + 1);
                return group.body();
            }
            begin = emit(Program.CAPTURE, partBegin, 2 * group.number());
            return null;
        }
    }

    private final class ConcatFrame extends Frame {
        private final List<Node> parts;
        private int index;

        ConcatFrame(Node.Concat concat, int to) {
            super(to);
            this.parts = concat.parts();
            this.index = parts.size();
        }

        @Override
        @Nullable
        Node advance(int partBegin) {
            if (partBegin != OPEN) {
                begin = partBegin;
                partGoesTo = partBegin;
            }
            while (index > 0) {
                index--;
                Node part = parts.get(index);
                if (!(part instanceof Node.Literal literal)) {
                    return part;
                }
                begin = emit(Program.CHAR, begin, literal.codePoint());
                partGoesTo = begin;
            }
            return null;
        }
    }

    private final class AlternateFrame extends Frame {
        private final List<Node> branches;
        private int index;

        AlternateFrame(Node.Alternate alternate, int to) {
            super(to);
            this.branches = alternate.branches();
            this.index = branches.size();
        }

        @Override
        @Nullable
        Node advance(int partBegin) {
            if (partBegin != OPEN) {
                begin = index == branches.size() - 1 ? partBegin : emitSplit(partBegin, begin);
            }
            return index == 0 ? null : branches.get(--index);
        }
    }

    /** {@code x*}, {@code x+}, {@code x{n,}}: copies in front of one loop. */
    private final class LoopFrame extends Frame {
        private final Node.Repeat repeat;
        private int copies;
        private int loop = OPEN;

        LoopFrame(Node.Repeat repeat, int to) {
            super(to);
            this.repeat = repeat;
            this.copies = Math.max(repeat.min(), 1);
        }

        @Override
        @Nullable
        Node advance(int partBegin) {
            if (partBegin == OPEN) {
                loop = emitSplit(to, to);
                partGoesTo = loop;
            } else {
                if (begin == to) {
                    // The innermost copy is the one that the loop goes back to.
                    next[loop] = repeat.isGreedy() ? partBegin : to;
                    args[loop] = repeat.isGreedy() ? to : partBegin;
                }
                begin = partBegin;
                partGoesTo = partBegin;
            }
            if (copies > 0) {
                copies--;
                return repeat.body();
            }
            if (repeat.min() == 0) {
                // Where x may be empty, (x+)? gives an empty x the rank that it has among the ways through x.
                begin = repeat.body().isNullable() ? emitChoice(repeat, begin, to) : loop;
            }
            return null;
        }
    }

    /** {@code x?}, {@code x{n}}, {@code x{n,m}}: {@code n} copies, then nested options. */
    private final class CountedFrame extends Frame {
        private final Node.Repeat repeat;
        private int options;
        private int copies;
        private boolean inOption;

        CountedFrame(Node.Repeat repeat, int to) {
            super(to);
            this.repeat = repeat;
            this.options = repeat.max() - repeat.min();
            this.copies = repeat.min();
        }

        @Override
        @Nullable
        Node advance(int partBegin) {
            if (partBegin != OPEN) {
                begin = inOption ? emitChoice(repeat, partBegin, to) : partBegin;
            }
            partGoesTo = begin;
            inOption = options > 0;
            if (inOption) {
                options--;
                return repeat.body();
            }
            if (copies > 0) {
                copies--;
                return repeat.body();
            }
            return null;
        }
    }

    private int emitChoice(Node.Repeat repeat, int body, int skip) {
        return repeat.isGreedy() ? emitSplit(body, skip) : emitSplit(skip, body);
    }
}
