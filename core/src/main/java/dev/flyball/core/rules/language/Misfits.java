package dev.flyball.core.rules.language;

import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members of a list of texts that keep it from being one of another type, which the other members are of. Whether that is a
 * mistake, its uses show: names of hosts may have addresses among them. For one thread.
 */
final class Misfits {
    /** So many are told of, if they are more than those that fit: then the use of the list is the more likely mistake. */
    private static final int FEW = 10;

    private static final int MOST_KEPT = 100;
    private static final int NAMED = 3;

    private final ValueType type;
    private final @Nullable ListProblems told;
    private final List<Member> members = new ArrayList<>();
    private int count;
    private int fitting;
    private boolean areTold;

    private record Member(int index, String text, String problem) {}

    /**
     * Of a list of which nothing is known yet.
     *
     * @param type what most members may turn out to be
     * @param told told of the members; null if these have no places, so that only a use can be refused
     */
    Misfits(ValueType type, @Nullable ListProblems told) {
        this.type = type;
        this.told = told;
    }

    void add(int index, String text, String problem) {
        count++;
        if (members.size() < MOST_KEPT) {
            members.add(new Member(index, text, problem));
        }
    }

    void addFitting() {
        fitting++;
    }

    ValueType type() {
        return type;
    }

    int count() {
        return count;
    }

    int fitting() {
        return fitting;
    }

    /** Whether most members are of the type, so that the list is meant to be of it, if no use tells. */
    boolean areFewer() {
        return count < fitting;
    }

    /**
     * Tells of the members, once, if they and not the use of the list as one of the type seem to be the mistake.
     *
     * @return whether they are told
     */
    boolean tellIfWrong() {
        if (told == null || fitting == 0 || count > FEW && count > fitting) {
            return false;
        }
        tell(told);
        return true;
    }

    /** Tells of the members, once. */
    void tell(ListProblems problems) {
        if (areTold) {
            return;
        }
        areTold = true;
        members.forEach(member -> problems.add(member.index, member.problem));
        if (count > members.size()) {
            problems.add(
                    ListProblems.WHOLE,
                    "and " + (count - members.size()) + " more of its members are no "
                            + (type.equals(ValueType.IP) ? "addresses" : "integers"));
        }
    }

    /** Some of them, for a message: {@code `a`, `b` and 7 more are no addresses}. */
    String named() {
        StringBuilder text = new StringBuilder();
        int named = Math.min(NAMED, count);
        for (int i = 0; i < named; i++) {
            text.append(i == 0 ? "" : i == count - 1 ? " and " : ", ").append(Names.shown(members.get(i).text));
        }
        text.append(count > named ? " and " + (count - named) + " more" : "");
        boolean ip = type.equals(ValueType.IP);
        return text
                + (count == 1
                        ? ip ? " is no address" : " is no integer"
                        : ip ? " are no addresses" : " are no integers");
    }
}
