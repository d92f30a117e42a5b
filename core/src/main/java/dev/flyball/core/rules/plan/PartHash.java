package dev.flyball.core.rules.plan;

import dev.flyball.core.rules.runtime.Path;
import dev.flyball.core.rules.typed.Typed;
import dev.flyball.core.text.SaltedHash;
import java.util.List;

/**
 * Salted hashes of what authors write: the literals in tests, calls and brackets. What is neither a text nor a number has
 * few different values.
 */
final class PartHash {
    private PartHash() {}

    static int of(Object part) {
        if (part instanceof String text) {
            return SaltedHash.of(text);
        }
        if (part instanceof Long number) {
            return SaltedHash.of(number);
        }
        if (part instanceof List<?> list) {
            int hash = list.size();
            for (Object element : list) {
                hash = SaltedHash.combined(hash, of(element));
            }
            return hash;
        }
        if (part instanceof Typed.Test test) {
            return ofTest(test);
        }
        if (part instanceof Typed.Constant constant) {
            return of(constant.value());
        }
        if (part instanceof Typed.Score score) {
            return of(score.name());
        }
        if (part instanceof Path.Key key) {
            return of(key.key());
        }
        return part instanceof Path.Index index ? SaltedHash.of(index.index()) : part.hashCode();
    }

    private static int ofTest(Typed.Test test) {
        if (test instanceof Typed.CompareInt compare) {
            return SaltedHash.combined(compare.relation().hashCode(), SaltedHash.of(compare.operand()));
        }
        if (test instanceof Typed.CompareBytes compare) {
            return SaltedHash.combined(compare.relation().hashCode(), SaltedHash.of(compare.operand()));
        }
        if (test instanceof Typed.CompareIp compare) {
            int high = SaltedHash.of(compare.operand().highBits());
            return SaltedHash.combined(
                    compare.relation().hashCode(),
                    SaltedHash.combined(high, SaltedHash.of(compare.operand().lowBits())));
        }
        if (test instanceof Typed.HasBits hasBits) {
            return SaltedHash.of(hasBits.bits());
        }
        if (test instanceof Typed.Contains contains) {
            return SaltedHash.of(contains.needle());
        }
        return test instanceof Typed.Wildcard wildcard ? of(wildcard.parts()) : test.hashCode();
    }
}
