package dev.flyball.core.rules.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.IpAddress;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The type of a list is found out from its members, and what does not fit is told once. */
class NamedListsTest {
    private final List<String> problems = new ArrayList<>();

    private void add(int index, String problem) {
        problems.add(problem);
    }

    private NamedLists lists(Object... members) {
        return NamedLists.builder()
                .add("list", Arrays.asList(members), this::add, Conditions.meter())
                .build();
    }

    private ValueType typeOf(Object... members) {
        NamedLists lists = lists(members);
        assertThat(problems).isEmpty();
        return lists.get("list").type();
    }

    private String problemOf(Object... members) {
        problems.clear();
        assertThat(lists(members).get("list").members()).isNull();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void membersOfOneKindMakeAList() {
        assertThat(typeOf(1, 2L, (short) 3)).isEqualTo(ValueType.INT);
        assertThat(typeOf("a", "10.0.0.1", new byte[] {1})).isEqualTo(ValueType.BYTES);
        assertThat(typeOf("10.0.0.1", "a")).isEqualTo(ValueType.BYTES);
        assertThat(typeOf("10.0.0.1", "2001:db8::/32", "::1..::2", IpAddress.v4(1)))
                .isEqualTo(ValueType.IP);
        assertThat(typeOf((Object) "10.0.0.1".getBytes())).isEqualTo(ValueType.BYTES);
        assertThat(typeOf()).isNull();
    }

    @Test
    void membersThatDoNotFitAreTold() {
        assertThat(problemOf(1, "a")).contains("$list", "all be numbers, all strings, or all addresses");
        assertThat(problemOf(IpAddress.v4(1), "a")).contains("`a` is no IP address");
        assertThat(problemOf(IpAddress.v4(1), new byte[0])).contains("all be numbers");
        assertThat(problemOf(1, IpAddress.v4(1))).contains("all be numbers");
        assertThat(problemOf("a", 1.5)).contains("member 2", "java.lang.Double");
        assertThat(problemOf("a", null)).contains("member 2", "null");
        assertThat(problemOf("10.0.0.1/8", "10.0.0.1")).contains("10.0.0.0/8 was probably meant");
        assertThat(problemOf("10.0.0.1..9.0.0.0")).contains("9.0.0.0..10.0.0.1 was probably meant");
    }

    @Test
    void problemsOfAListAreBounded() {
        lists(Collections.nCopies(1_000, 1.5).toArray());
        assertThat(problems).hasSize(101);
        assertThat(problems.get(100)).contains("900 more problems");
    }

    @Test
    void namesAreCheckedAndUnique() {
        NamedLists.Builder builder = NamedLists.builder();
        for (String name : List.of("", "A", "a-b", ".a", "a.", "é")) {
            builder.add(name, List.of(), this::add, Conditions.meter());
        }
        assertThat(problems).hasSize(6).allMatch(problem -> problem.contains("no list name"));
        builder.add("a_1.b", List.of(), this::add, Conditions.meter());
        assertThat(problems).hasSize(6);
        builder.add("a_1.b", List.of(), this::add, Conditions.meter());
        assertThat(problems.get(6)).contains("already");
    }

    @Test
    void aConditionOverABrokenListIsNotRefusedOnceMore() {
        NamedLists lists = lists(1, "a");
        List<Problem> found = new ArrayList<>();
        new ConditionCompiler(Conditions.SCHEMA, lists, RuleOptions.defaults())
                .compile("n in $list", found, Conditions.meter());
        assertThat(found).isEmpty();
    }
}
