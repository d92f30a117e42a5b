package dev.flyball.core.rules.runtime;

/** What can stand after {@code in}: the members of a set or a list, all of one type. Immutable. */
public sealed interface MemberSet extends ValueTest permits BytesSet, IntSet, IpSet {}
