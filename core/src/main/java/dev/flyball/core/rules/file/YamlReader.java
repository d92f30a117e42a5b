package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Entry;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Refused;
import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.core.rules.file.YamlNode.Style;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * From YAML's events to a {@link YamlNode}. Works on events because they come one by one, so that depth and number are
 * bounded while the tree grows and nothing recurses; aliases, anchors and tags are refused where they stand. When the YAML
 * breaks off, what was read before is still a tree. For one thread, for one file.
 */
final class YamlReader {
    /** The most nodes of a tree: each takes some 80 bytes. */
    private static final int MAX_NODES = 4_000_000;

    private static final int MAX_BUFFER = 1 << 20;

    private final String text;
    private final int maxDepth;
    private final Diagnostics diagnostics;
    private final Meter meter;
    private final Parser parser;

    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable YamlNode root;
    private boolean ended;
    private int nodes;
    /** How far the file is read: chars that are charged. */
    private int reached;
    /** A place in code points, as YAML's marks count, and the same place in chars. */
    private int codePoints;

    private int chars;

    /** A list or a mapping that is not closed yet. */
    private static final class Open {
        final int start;
        final List<YamlNode> items = new ArrayList<>();
        final @Nullable List<Entry> entries;
        boolean awaitsValue;
        boolean entryRefused;

        @Nullable
        Scalar key;

        Open(int start, boolean mapping) {
            this.start = start;
            this.entries = mapping ? new ArrayList<>(4) : null;
        }

        /** The key whose value is being read, or was read last. */
        @Nullable
        Scalar lastKey() {
            return entries == null
                    ? null
                    : key != null || entries.isEmpty()
                            ? key
                            : entries.get(entries.size() - 1).key();
        }

        YamlNode close(boolean complete) {
            return entries == null
                    ? new Sequence(items, start, complete)
                    : new Mapping(entries, start, complete && !entryRefused);
        }
    }

    private YamlReader(String text, int maxDepth, Diagnostics diagnostics, Meter meter) {
        this.text = text;
        this.maxDepth = maxDepth;
        this.diagnostics = diagnostics;
        this.meter = meter;
        LoadSettings settings = LoadSettings.builder()
                .setBufferSize(Math.min(MAX_BUFFER, text.length() + 1))
                .setCodePointLimit(Integer.MAX_VALUE) // the length was checked before
                .build();
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /**
     * The root of the file's only document, or null if there is none. What is wrong with the YAML goes to the diagnostics.
     *
     * @param text without chars that YAML does not allow
     * @throws dev.flyball.BudgetExceededException if the meter ends
     */
    static @Nullable YamlNode read(String text, int maxDepth, Diagnostics diagnostics, Meter meter) {
        return new YamlReader(text, maxDepth, diagnostics, meter).read();
    }

    private @Nullable YamlNode read() {
        while (!ended) {
            Event event = next();
            if (event == null) {
                break;
            }
            take(event);
        }
        while (!open.isEmpty()) {
            place(open.pop().close(false));
        }
        return root;
    }

    private @Nullable Event next() {
        try {
            return parser.hasNext() ? parser.next() : null;
        } catch (RuntimeException e) { // malformed escapes and directives end in several kinds of them
            int place = problemPlace(e);
            diagnostics.add(place, problem(e, place));
            refuseValueBefore(place);
            return null;
        }
    }

    private void take(Event event) {
        int start = offset(event.getStartMark());
        int end = offset(event.getEndMark());
        meter.charge(1 + Math.max(0, end - reached));
        reached = Math.max(reached, end);
        switch (event.getEventId()) {
            case DocumentStart -> {
                if (root != null) {
                    stop(start, "a rule file is one YAML document: a second one begins here");
                }
            }
            case Alias -> {
                refuse(start, "an alias");
                place(new Refused(start));
            }
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                boolean refused = refuseProperties(scalar, scalar.getTag(), start) || refuseHalfPairs(scalar, start);
                place(refused ? new Refused(start) : scalar(scalar, start, end));
            }
            case SequenceStart -> begin((NodeEvent) event, ((SequenceStartEvent) event).getTag(), start, false);
            case MappingStart -> begin((NodeEvent) event, ((MappingStartEvent) event).getTag(), start, true);
            case SequenceEnd, MappingEnd -> place(open.pop().close(true));
            default -> {}
        }
    }

    private static Scalar scalar(ScalarEvent event, int start, int end) {
        Style style = switch (event.getScalarStyle()) {
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> Style.DOUBLE_QUOTED;
            case LITERAL -> Style.LITERAL;
            case FOLDED -> Style.FOLDED;
            case PLAIN -> Style.PLAIN;
        };
        return new Scalar(event.getValue(), style, start, end);
    }

    private void begin(NodeEvent event, Optional<String> tag, int start, boolean mapping) {
        if (open.size() >= maxDepth) {
            stop(start, "nested deeper than " + maxDepth + " levels");
            return;
        }
        refuseProperties(event, tag, start);
        open.push(new Open(start, mapping));
    }

    /** Whether the node has an anchor or a tag; then that was told. */
    private boolean refuseProperties(NodeEvent event, Optional<String> tag, int start) {
        if (event.getAnchor().isPresent()) {
            refuse(start, "an anchor");
            return true;
        }
        if (tag.isPresent()) {
            refuse(start, "a tag");
            return true;
        }
        return false;
    }

    /** Escapes can write what the file itself cannot hold. */
    private boolean refuseHalfPairs(ScalarEvent scalar, int start) {
        String value = scalar.getValue();
        boolean half = scalar.isDQuoted() && value.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
        if (half) {
            diagnostics.add(start, "a text with one half of a surrogate pair");
        }
        return half;
    }

    private void refuse(int start, String what) {
        String reading = "YAML reads " + Excerpt.quoted(wordAt(start)) + " as " + what;
        diagnostics.add(
                start,
                isInCondition()
                        ? reading + ": " + ConditionTraps.advice(text, start)
                        : reading + ", which a rule file cannot have: write the value out, in quotes if it is a text");
    }

    /** As much of the word there as a message shows, so that a file of many such words is read once. */
    private String wordAt(int start) {
        int end = start;
        while (end < text.length() && end - start <= Excerpt.MAX_QUOTED && text.charAt(end) > ' ') {
            end++;
        }
        return text.substring(start, end);
    }

    private void place(YamlNode node) {
        if (++nodes > MAX_NODES) {
            stop(node.start(), "more than " + MAX_NODES + " values in one file");
        }
        Open parent = open.peek();
        if (parent == null) {
            root = node;
        } else if (parent.entries == null) {
            parent.items.add(node);
        } else if (parent.awaitsValue) {
            parent.awaitsValue = false;
            if (parent.key != null) {
                parent.entries.add(new Entry(parent.key, node));
                parent.key = null;
            }
        } else {
            parent.awaitsValue = true;
            if (node instanceof Scalar key) {
                parent.key = key;
            } else {
                parent.entryRefused = true;
                if (!node.isTold()) {
                    diagnostics.add(node.start(), "a key is a name, not " + node.kind());
                }
            }
        }
    }

    private void stop(int offset, String message) {
        if (!ended) {
            ended = true;
            diagnostics.add(offset, message);
        }
    }

    private boolean isInCondition() {
        Open parent = open.peek();
        return parent != null && parent.key != null && parent.key.value().equals(ConditionTraps.KEY);
    }

    private int problemPlace(RuntimeException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
            return mark.isPresent() ? offset(mark) : reached;
        }
        return reached;
    }

    private String problem(RuntimeException e, int place) {
        String told = "an escape sequence or a directive is wrong";
        if (e instanceof MarkedYamlEngineException marked) {
            told = marked.getProblem() == null ? String.valueOf(marked.getContext()) : marked.getProblem();
        }
        String message = "malformed YAML: " + Excerpt.clean(told.strip());
        Open parent = open.peek();
        Scalar key = parent == null ? null : parent.lastKey();
        if (key == null || !key.value().equals(ConditionTraps.KEY) || place < key.end()) {
            return message;
        }
        int start = key.end();
        while (start < place && (text.charAt(start) <= ' ' || text.charAt(start) == ':')) {
            start++;
        }
        if (text.substring(start, place).indexOf('\n') >= 0) {
            message += "; lines that are indented more than \"" + key.value() + "\" belong to it";
        }
        return message + "; " + ConditionTraps.advice(text, start);
    }

    /** A value that ends where YAML did not understand what follows is probably not the value that was meant. */
    private void refuseValueBefore(int place) {
        Open parent = open.peek();
        if (parent == null || parent.entries == null || parent.awaitsValue || parent.entries.isEmpty()) {
            return;
        }
        Entry last = parent.entries.get(parent.entries.size() - 1);
        if (last.value() instanceof Scalar value
                && value.end() <= place
                && text.substring(value.end(), place).isBlank()) {
            parent.entries.set(parent.entries.size() - 1, new Entry(last.key(), new Refused(value.start())));
        }
    }

    /** Marks come nearly in the order of the file, so that this takes linear time in all. */
    private int offset(Optional<Mark> mark) {
        if (mark.isPresent()) {
            int index = mark.get().getIndex();
            chars = text.offsetByCodePoints(chars, index - codePoints);
            codePoints = index;
        }
        return chars;
    }
}
