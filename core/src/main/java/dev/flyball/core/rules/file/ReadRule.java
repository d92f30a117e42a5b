package dev.flyball.core.rules.file;

import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.runtime.Condition;
import dev.flyball.rules.Rule;
import java.util.List;

/**
 * A rule as it was read. Immutable.
 *
 * @param when its condition in the file
 * @param tests its own tests
 */
public record ReadRule(Rule rule, Condition condition, Scalar when, List<FileTest> tests) {}
