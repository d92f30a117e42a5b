package dev.flyball.core.rules.language;

import dev.flyball.Meter;
import dev.flyball.core.rules.runtime.BytesSet;
import dev.flyball.core.rules.runtime.IntSet;
import dev.flyball.core.rules.runtime.IpSet;
import dev.flyball.core.rules.runtime.MemberSet;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the members of a set literal, of the type of the value that is looked for in it. */
final class SetReader {
    private SetReader() {}

    /** The set, or null after telling which members do not fit. */
    static @Nullable MemberSet read(List<Syntax.Operand> members, ValueType type, Problems problems, Meter meter) {
        List<IntSet.Range> integers = new ArrayList<>();
        List<IpSet.Range> addresses = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        boolean fits = true;
        for (Syntax.Operand member : members) {
            meter.charge(1);
            if (member instanceof Syntax.BrokenOperand) {
                fits = false;
                continue;
            }
            try {
                if (type.equals(ValueType.INT)) {
                    long[] range = Constants.integers(member);
                    integers.add(new IntSet.Range(range[0], range[1]));
                } else if (type.equals(ValueType.IP)) {
                    IpAddress[] range = Constants.addresses(member);
                    addresses.add(new IpSet.Range(range[0], range[1]));
                } else {
                    strings.add(Constants.bytes(member));
                }
            } catch (Literals.Malformed e) {
                fits = false;
                problems.add(member.span(), e.text());
            }
        }
        if (!fits) {
            return null;
        }
        if (type.equals(ValueType.INT)) {
            return IntSet.of(integers, meter);
        }
        return type.equals(ValueType.IP) ? IpSet.of(addresses, meter) : BytesSet.of(strings, meter);
    }
}
