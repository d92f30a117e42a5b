package dev.flyball.core.rules.runtime;

import dev.flyball.Meter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A set of byte strings: hashed, so that a look-up costs the value's length and no more. */
public final class BytesSet implements MemberSet {
    /** One step pays for hashing so many chars. */
    private static final int CHARS_HASHED_PER_STEP = 16;

    private final Set<String> members;
    private final int longest;

    private BytesSet(Set<String> members, int longest) {
        this.members = members;
        this.longest = longest;
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
