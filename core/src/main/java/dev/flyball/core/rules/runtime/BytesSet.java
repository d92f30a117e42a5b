package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import dev.flyball.core.text.SaltedHash;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of byte strings: hashed, so that a look-up costs the value's length and no more. */
public final class BytesSet implements MemberSet {
    /** One step pays for hashing so many chars. */
    static final int CHARS_HASHED_PER_STEP = 16;

    private final Set<String> members;
    private final int longest;
    private final int hash;

    private BytesSet(Set<String> members, int longest) {
        this.members = members;
        this.longest = longest;
        int sum = 0;
        for (String member : members) {
            sum += SaltedHash.of(member);
        }
        this.hash = sum;
    }

    /** The set of these members. */
    public static BytesSet of(Collection<String> members, Meter meter) {
        Set<String> set = new HashSet<>(members.size() * 2);
        int longest = 0;
        for (String member : members) {
            meter.charge(1 + member.length() / CHARS_HASHED_PER_STEP);
            set.add(member);
            longest = Math.max(longest, member.length());
        }
        return new BytesSet(set, longest);
    }

    /** The members; not to be changed. */
    public Set<String> members() {
        return members;
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof BytesSet that && hash == that.hash && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return members.size() == 1
                ? "in {" + ValueTests.quoted(members.iterator().next()) + "}"
                : MemberSet.shown(this);
    }

    @Override
    public long mostSteps(long bytes) {
        return 1 + Math.min(bytes, longest) / CHARS_HASHED_PER_STEP;
    }

    @Override
    public boolean test(Object value, Meter meter) {
        String text = (String) value;
        if (text.length() > longest) {
            return false;
        }
        meter.charge(1 + text.length() / CHARS_HASHED_PER_STEP);
        return members.contains(text);
    }
}
