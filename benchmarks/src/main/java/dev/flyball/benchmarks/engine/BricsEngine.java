package dev.flyball.benchmarks.engine;

import dev.flyball.Meter;
import dk.brics.automaton.AutomatonMatcher;
import dk.brics.automaton.RegExp;
import dk.brics.automaton.RunAutomaton;

/**
 * brics automaton: the whole DFA is built when a pattern is compiled. It has neither flags nor classes by name, anchors
 * or groups, and takes the longest match: only patterns that mean the same without all that are given to it.
 */
final class BricsEngine implements Engine {
    @Override
    public String name() {
        return "brics";
    }

    @Override
    public Searcher compile(PatternSpec pattern) {
        return new Compiled(new RunAutomaton(new RegExp(translate(pattern), RegExp.NONE).toAutomaton()));
    }

    /** Refuses what brics would read as something else; its dot matches a newline, ours does not. */
    private static String translate(PatternSpec pattern) {
        String text = pattern.pattern();
        if (pattern.ignoreCase()) {
            throw new UnsupportedPatternException("no flags");
        }
        StringBuilder translated = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\\^$\"(".indexOf(c) >= 0 || lazy(text, i)) {
                throw new UnsupportedPatternException("nothing like \"" + c + "\" at " + i);
            }
            inClass = c == '[' || (inClass && c != ']');
            translated.append(c == '.' && !inClass ? "[^\n]" : String.valueOf(c));
        }
        return translated.toString();
    }

    private static boolean lazy(String text, int at) {
        return text.charAt(at) == '?' && at > 0 && "*+?}".indexOf(text.charAt(at - 1)) >= 0;
    }

    @Override
    public boolean learnsNothing() {
        return true;
    }

    private record Compiled(RunAutomaton automaton) implements Searcher {
        @Override
        public boolean contains(Text text, Meter meter) {
            return automaton.newMatcher(text.string()).find();
        }

        @Override
        public long count(Model model, Text text, Meter meter) {
            AutomatonMatcher matcher = automaton.newMatcher(text.string());
            long count = 0;
            while (matcher.find()) {
                count += model == Model.COUNT_SPANS ? matcher.end() - matcher.start() : 1;
            }
            return count;
        }
    }
}
