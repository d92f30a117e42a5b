package dev.flyball.core.rules.profile;

import dev.flyball.Meter;
import dev.flyball.core.regex.syntax.CodePointSet;
import dev.flyball.core.regex.syntax.Node;
import dev.flyball.core.rules.profile.Recipe.Pump;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * From the syntax tree of a regex to texts on which its engines have much to do: what its loops take again and again, behind
 * what leads there and without what would end the match; literals that every match contains, at the end of a text or all
 * over it, with no match around; letters of its classes at random, which make an automaton go into ever new states. For one
 * thread, for one regex in byte mode.
 */
final class RegexPumps {
    private static final int MOST_LETTERS = 24;
    private static final int MOST_LOOPS = 12;
    private static final int MOST_LITERALS = 6;
    private static final int LONGEST_WITNESS = 256;

    private final Meter meter;
    private final long seed;
    private final Set<String> letters = new LinkedHashSet<>();
    /** Those that every match contains, and others. */
    private final Set<String> required = new LinkedHashSet<>();

    private final Set<String> literals = new LinkedHashSet<>();
    private final List<Loop> loops = new ArrayList<>();

    /** What leads to a loop, and what it takes. */
    private record Loop(String head, Node body) {}

    private RegexPumps(Meter meter, long seed) {
        this.meter = meter;
        this.seed = seed;
    }

    /**
     * The recipes, the simple ones first; each once.
     *
     * @param seed of those that are at random; not 0
     * @param meter is charged for each node that is visited and each recipe that is made
     */
    static List<Pump> of(Node root, long seed, Meter meter) {
        RegexPumps pumps = new RegexPumps(meter, seed);
        pumps.visit(root, "", true);
        pumps.required.addAll(pumps.literals);
        return pumps.recipes(witness(root, meter));
    }

    /** A text that matches, as short as is easy to find, cut off after {@value #LONGEST_WITNESS} bytes. */
    static String witness(Node node, Meter meter) {
        StringBuilder text = new StringBuilder();
        addWitness(node, text, meter);
        return text.toString();
    }

    private List<Pump> recipes(String witness) {
        Set<Pump> all = new LinkedHashSet<>();
        all.add(Pump.of("x"));
        List<String> ends = new ArrayList<>(List.of(""));
        required.stream().limit(MOST_LITERALS).forEach(ends::add);
        for (Loop loop : loops) {
            for (List<String> pieces : pieces(loop.body)) {
                for (String end : ends) {
                    all.add(new Pump(loop.head, pieces, end, 0));
                    all.add(new Pump("", pieces, end, 0));
                }
            }
        }
        for (String end : ends) {
            all.add(new Pump(end, List.of("x"), "", 0));
            all.add(new Pump("", List.of("x"), end, 0));
        }
        for (String literal : required) {
            all.add(Pump.of(literal));
            if (literal.length() > 1) {
                all.add(Pump.of(literal.substring(0, literal.length() - 1)));
                all.add(Pump.of(literal.substring(1)));
            }
        }
        if (witness.length() > 1) {
            all.add(Pump.of(witness.substring(0, witness.length() - 1)));
            all.add(Pump.of(witness.substring(1)));
        }
        letters.forEach(letter -> all.add(Pump.of(letter)));
        all.addAll(atRandom(ends));
        meter.charge(all.size());
        return List.copyOf(all);
    }

    /** Of all letters, and of all but one, in case that one ends the search. */
    private List<Pump> atRandom(List<String> ends) {
        List<String> all = List.copyOf(letters);
        List<Pump> random = new ArrayList<>();
        if (all.size() > 1) {
            for (String end : ends) {
                random.add(new Pump("", all, end, seed));
            }
            loops.forEach(loop -> random.add(new Pump(loop.head, all, "", seed)));
        }
        for (String left : all) {
            List<String> others =
                    all.stream().filter(letter -> !letter.equals(left)).toList();
            if (others.size() > 1) {
                random.add(new Pump("", others, "", seed));
                random.add(new Pump("", others, left, seed));
            }
        }
        return random;
    }

    /** What a loop can take each time: one way, each way alone, and all ways by turns. */
    private List<List<String>> pieces(Node body) {
        List<List<String>> pieces = new ArrayList<>();
        Node inner = body;
        while (inner instanceof Node.Group || inner instanceof Node.Repeat) {
            inner = inner instanceof Node.Group group ? group.body() : ((Node.Repeat) inner).body();
        }
        List<String> ways = new ArrayList<>();
        List<Node> branches = inner instanceof Node.Alternate alternate ? alternate.branches() : List.of(body);
        for (Node branch : branches.subList(0, Math.min(MOST_LOOPS, branches.size()))) {
            String way = witness(branch, meter);
            if (!way.isEmpty()) {
                ways.add(way);
                pieces.add(List.of(way));
            }
        }
        if (ways.size() > 1) {
            pieces.add(ways);
        }
        return pieces;
    }

    /**
     * Notes loops, letters and literals. Recurses as deep as the pattern nests.
     *
     * @param before a text that leads to the node
     * @param always whether every match goes through it
     * @return a text that leads past it
     */
    private String visit(Node node, String before, boolean always) {
        meter.charge(1);
        if (node instanceof Node.Literal literal) {
            addLetter(letter(literal.codePoint()));
        } else if (node instanceof Node.CharClass charClass) {
            addLetter(letter(charClass.set()));
            addLetter(letter(charClass.set().first(0)));
            addLetter(letter(charClass.set().last(charClass.set().rangeCount() - 1)));
        } else if (node instanceof Node.Group group) {
            return visit(group.body(), before, always);
        } else if (node instanceof Node.Concat concat) {
            String here = before;
            StringBuilder run = new StringBuilder();
            for (Node part : concat.parts()) {
                if (part instanceof Node.Literal literal) {
                    run.append(letter(literal.codePoint()));
                } else {
                    addLiteral(run, always);
                }
                here = visit(part, here, always);
            }
            addLiteral(run, always);
            return here;
        } else if (node instanceof Node.Alternate alternate) {
            for (Node branch : alternate.branches()) {
                visit(branch, before, false);
            }
        } else if (node instanceof Node.Repeat repeat) {
            if (loops.size() < MOST_LOOPS && repeat.max() != 0 && repeat.max() != 1) {
                loops.add(new Loop(before, repeat.body()));
            }
            visit(repeat.body(), before, always && repeat.min() > 0);
        }
        String after = before + witness(node, meter);
        return after.length() > LONGEST_WITNESS ? before : after;
    }

    private void addLetter(String letter) {
        if (letters.size() < MOST_LETTERS) {
            letters.add(letter);
        }
    }

    private void addLiteral(StringBuilder run, boolean always) {
        if (run.length() > 0) {
            (always ? required : literals).add(run.toString());
            run.setLength(0);
        }
    }

    private static void addWitness(Node node, StringBuilder text, Meter meter) {
        meter.charge(1);
        if (text.length() > LONGEST_WITNESS) {
            return;
        }
        if (node instanceof Node.Literal literal) {
            text.append(letter(literal.codePoint()));
        } else if (node instanceof Node.CharClass charClass) {
            text.append(letter(charClass.set()));
        } else if (node instanceof Node.Group group) {
            addWitness(group.body(), text, meter);
        } else if (node instanceof Node.Concat concat) {
            for (Node part : concat.parts()) {
                addWitness(part, text, meter);
            }
        } else if (node instanceof Node.Alternate alternate) {
            addWitness(alternate.branches().get(0), text, meter);
        } else if (node instanceof Node.Repeat repeat) {
            int times = Math.max(repeat.min(), repeat.max() == Node.Repeat.UNBOUNDED ? 1 : 0);
            boolean grows = true;
            for (int i = 0; i < times && grows && text.length() <= LONGEST_WITNESS; i++) {
                int before = text.length();
                addWitness(repeat.body(), text, meter);
                grows = text.length() > before;
            }
        }
    }

    private static String letter(int codePoint) {
        return String.valueOf((char) (codePoint & 0xFF));
    }

    /** A member of the class: a letter or digit that people read easily, if it has one. */
    private static String letter(CodePointSet set) {
        for (char wanted : new char[] {'x', 'a', 'A', '0', ' ', '-', '=', '<'}) {
            if (set.contains(wanted)) {
                return String.valueOf(wanted);
            }
        }
        for (int range = 0; range < set.rangeCount(); range++) {
            if (set.last(range) >= ' ') {
                return letter(Math.max(' ', set.first(range)));
            }
        }
        return letter(set.first(0));
    }
}
