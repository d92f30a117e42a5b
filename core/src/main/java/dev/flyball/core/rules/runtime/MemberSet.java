package dev.flyball.core.rules.runtime;

/**
 * What can stand after {@code in}: the members of a set or a list, all of one type. Equal if the members are; the hash is
 * computed once. Immutable.
 */
public sealed interface MemberSet extends ValueTest permits BytesSet, IntSet, IpSet {
    /** The number of members, or of ranges of them. */
    int size();

    /** In words, without the members. */
    static String shown(MemberSet set) {
        return "in {" + set.size() + " members}";
    }
}
