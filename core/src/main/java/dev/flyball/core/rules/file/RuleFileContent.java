package dev.flyball.core.rules.file;

import dev.flyball.core.rules.language.NamedLists;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.Schema;
import java.util.List;

/**
 * All that a rule file without a mistake says. Immutable; lives only as long as somebody looks at the file.
 *
 * @param file its name
 * @param text its text, without a byte order mark
 * @param version what the rules mean
 * @param tests those of all rules together
 */
public record RuleFileContent(
        String file,
        String text,
        String version,
        Schema schema,
        RuleOptions options,
        NamedLists lists,
        List<ReadRule> rules,
        List<FileTest> tests) {}
