package dev.flyball.core.rules.file;

import dev.flyball.Meter;
import dev.flyball.core.rules.file.YamlNode.Mapping;
import dev.flyball.core.rules.file.YamlNode.Sequence;
import dev.flyball.core.rules.language.ConditionCompiler;
import dev.flyball.core.rules.language.NamedLists;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleText;
import dev.flyball.rules.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From the text of one rule file to what it says. Every part goes on after an error as far as that makes sense, so that an
 * author sees all problems at once.
 */
final class RuleFile {
    private static final List<String> KEYS = List.of("lists", "rules", TestReader.KEY);
    private static final String EXAMPLE =
            "a rule file begins with \"rules:\" and a list of rules below it, or has \"rules: []\" for none";

    private final String text;
    private final Diagnostics diagnostics;
    private final EarlierFiles before;
    private final List<RuleText> all;
    private final HostLists hostLists;
    private final Schema schema;
    private final RuleOptions options;
    private final Meter meter;

    private NamedLists lists = NamedLists.builder().build();
    private final List<ReadRule> rules = new ArrayList<>();
    private List<FileTest> tests = List.of();

    private RuleFile(
            String text,
            Diagnostics diagnostics,
            EarlierFiles before,
            List<RuleText> all,
            HostLists hostLists,
            Schema schema,
            RuleOptions options,
            Meter meter) {
        this.text = text;
        this.diagnostics = diagnostics;
        this.before = before;
        this.all = all;
        this.hostLists = hostLists;
        this.schema = schema;
        this.options = options;
        this.meter = meter;
    }

    /**
     * Reads one of the files that make a rule set.
     *
     * @param version of the whole
     * @param before the files before; what this one has is added
     * @param all the files
     * @param hostLists for all of them
     */
    static RuleFileContent read(
            RuleText file,
            String version,
            EarlierFiles before,
            List<RuleText> all,
            HostLists hostLists,
            Schema schema,
            RuleOptions options,
            Meter meter) {
        Diagnostics diagnostics = new Diagnostics(file.file(), file.text());
        RuleFile content = new RuleFile(file.text(), diagnostics, before, all, hostLists, schema, options, meter);
        content.read(file.file());
        diagnostics.refuseIfAny(hostLists.problems());
        return new RuleFileContent(
                file.file(), file.text(), version, schema, options, content.lists, content.rules, content.tests);
    }

    /** @param file its name */
    private void read(String file) {
        String readable = withoutForbiddenChars();
        YamlNode root = YamlReader.read(readable, options.maxYamlDepth(), diagnostics, meter);
        if (!(root instanceof Mapping mapping)) {
            if (root == null ? diagnostics.count() == 0 : !root.isTold()) {
                diagnostics.add(
                        root == null ? text.length() : root.start(),
                        (root == null ? "the file is empty: " : "this is " + root.kind() + ": ") + EXAMPLE);
            }
            return;
        }
        Map<String, YamlNode> values = Keys.known(mapping, "a rule file", KEYS, diagnostics, meter);
        lists = new DeclaredLists(diagnostics, meter).read(hostLists.lists(), values.get("lists"), before.lists());
        for (String list : lists.names()) {
            meter.charge(1);
            if (!hostLists.lists().has(list)) {
                before.lists().putIfAbsent(list, file);
            }
        }
        YamlNode found = values.get("rules");
        if (found == null) {
            if (mapping.complete()) {
                diagnostics.add(mapping.start(), "there are no rules: " + EXAMPLE);
            }
            return;
        }
        Set<String> ids = readRules(found);
        ids.forEach(id -> before.ids().putIfAbsent(id, file));
        // With lines of its own: the file's tests may stand above the rules.
        tests = new TestReader(text, schema, diagnostics, meter)
                .ofFile(values.get(TestReader.KEY), before.ids().keySet());
        lists.checkUnused(this::mayBeUsed);
    }

    /** Whether a condition that was refused, or one of another file, may use a list, so that it cannot be known what its members should be. */
    private boolean mayBeUsed(String list) {
        if (diagnostics.count() > 0 && isNamed(list, text)) {
            return true;
        }
        return options.lists().containsKey(list)
                && all.stream().anyMatch(file -> !file.text().equals(text) && isNamed(list, file.text()));
    }

    private boolean isNamed(String list, String fileText) {
        meter.charge(fileText.length() / Long.BYTES);
        return fileText.contains("$" + list);
    }

    /** Reads the rules and gives all ids that were read, those of refused rules too. */
    private Set<String> readRules(YamlNode node) {
        if (!(node instanceof Sequence sequence)) {
            if (!node.isTold()) {
                diagnostics.add(node.start(), "\"rules\" is a list, not " + node.kind() + ": " + EXAMPLE);
            }
            return Set.of();
        }
        TestReader testReader = new TestReader(text, schema, diagnostics, meter);
        ConditionCompiler conditions = new ConditionCompiler(schema, lists, options);
        RuleReader reader = new RuleReader(text, diagnostics, conditions, testReader, before.ids(), meter);
        int number = before.ids().size();
        String where = number == 0 ? "the file has" : "with those of the files before there are";
        for (YamlNode item : sequence.items()) {
            if (number++ == options.maxRules()) {
                diagnostics.add(item.start(), where + " more than " + options.maxRules() + " rules");
                break;
            }
            ReadRule rule = reader.read(item);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return reader.ids();
    }

    /** The text with a replacement of equal length for each char that YAML does not allow, which is told. */
    private String withoutForbiddenChars() {
        meter.charge(text.length());
        @Nullable StringBuilder replaced = null;
        int length;
        for (int i = 0; i < text.length(); i += length) {
            int c = text.codePointAt(i);
            length = Character.charCount(c);
            if (!isAllowed(c)) {
                meter.charge(1);
                diagnostics.add(i, "the character " + Excerpt.codePoint(c) + " cannot stand in YAML");
                replaced = replaced == null ? new StringBuilder(text) : replaced;
                replaced.setCharAt(i, '\uFFFD');
            }
        }
        return replaced == null ? text : replaced.toString();
    }

    /** As YAML 1.2 says which characters are printable. */
    private static boolean isAllowed(int c) {
        return c >= 0x20 && c <= 0x7E
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c == 0x85
                || c >= 0xA0 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
