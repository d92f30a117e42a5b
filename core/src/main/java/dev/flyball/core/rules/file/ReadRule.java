package dev.flyball.core.rules.file;

import dev.flyball.core.rules.file.YamlNode.Scalar;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.rules.Rule;
import java.util.List;

/**
 * A rule as it was read. Immutable.
 *
 * @param when its condition in the file
 * @param tests its own tests
 */
public record ReadRule(Rule rule, Typed.Expression condition, Scalar when, List<FileTest> tests) {}
