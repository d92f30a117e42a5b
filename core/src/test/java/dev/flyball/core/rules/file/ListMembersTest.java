package dev.flyball.core.rules.file;

import static dev.flyball.core.rules.file.RuleFiles.places;
import static dev.flyball.core.rules.file.RuleFiles.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.ListFile;
import dev.flyball.rules.RuleOptions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every member of a list that is wrong is told at its place, at once, whether a rule uses the list or not. */
class ListMembersTest {
    private static final String MEMBERS = """
            lists:
              office:
                - 10.0.0.0/8
                - ten
                - 10.0.0.1/8
                - "192.0.2.1"
                - 192.0.2.2
                - eleven
            """;

    private static String all(List<Diagnostic> problems) {
        return problems.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void allMembersThatAreNoAddressesAreToldWhereAListIsUsedForThem() {
        String used = MEMBERS + "rules: [{id: a, when: 'ip.src in $office or ip.src in $office', then: log}]";
        assertThat(places(used)).containsExactly("4:7", "5:7", "8:7");
        assertThat(all(problems(used)))
                .contains("    - ten\n      ^\n", "`ten` is no IP address", "10.0.0.0/8 was probably meant");
    }

    @Test
    void membersAreToldOfAListThatNoRuleUsesIfMostOfThemAreAddresses() {
        assertThat(places(MEMBERS.replace("    - eleven\n", "") + "rules: []")).containsExactly("4:7", "5:7");
        assertThat(places("lists: {hosts: [example.com, shop.example.com, 192.0.2.1]}\nrules: []"))
                .isEmpty();
    }

    @Test
    void anAddressAmongNamesIsNoMistake() {
        assertThat(places("lists: {hosts: [192.0.2.1, 192.0.2.2, localhost]}\n"
                        + "rules: [{id: a, when: 'http.host in $hosts', then: log}]"))
                .isEmpty();
    }

    @Test
    void aListThatARefusedConditionMayUseIsNotJudgedByItsMembers() {
        assertThat(places("lists: {hosts: [192.0.2.1, 192.0.2.2, localhost]}\n"
                        + "rules: [{id: a, when: 'http.hots in $hosts', then: log}]"))
                .containsExactly("2:24");
    }

    @Test
    void theUseIsToldWhereTheListIsOfSomethingElse() {
        String names = IntStream.range(0, 50).mapToObj(i -> "host" + i).collect(Collectors.joining(", "));
        List<Diagnostic> problems = problems(
                "lists: {hosts: [192.0.2.1, " + names + "]}\nrules: [{id: a, when: 'ip.src in $hosts', then: log}]");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).isEqualTo(2);
        assertThat(problems.get(0).message()).contains("`host0`, `host1`, `host2` and 47 more are no addresses");
    }

    @Test
    void membersOfAnotherKindThanMostAreTold() {
        assertThat(places("lists: {ports: [80, x, 443, y, 8080]}\nrules: []")).containsExactly("1:21", "1:29");
    }

    @Test
    void moreThanAHundredMembersAreCounted() {
        String bad = IntStream.range(0, 150).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
        String good = IntStream.range(0, 200).mapToObj(i -> "10.0.0." + i).collect(Collectors.joining(", "));
        List<Diagnostic> problems = problems("lists: {office: [" + good + ", " + bad + "]}\nrules: []");
        assertThat(problems).hasSize(101);
        assertThat(all(problems)).contains("and 50 more of its members are no addresses");
    }

    @Test
    void membersOfAListInATextOfItsOwnAreToldThere() {
        RuleOptions options = RuleOptions.builder()
                .list(
                        "office",
                        ListFile.of("office.txt", "\uFEFF# the office\n10.0.0.0/8\n\n  ten\r\n10.0.0.1/8\n192.0.2.1\n"))
                .list("ports", ListFile.of("ports.txt", "80\n443\nhttp\n8080"))
                .build();
        List<Diagnostic> problems = problems("""
                rules:
                  - {id: a, when: 'ip.src in $office', then: blok}
                """, options);
        assertThat(problems.stream().map(d -> d.file() + ":" + d.line() + ":" + d.column()))
                .containsExactly("rules.yaml:2:46", "office.txt:4:3", "office.txt:5:1", "ports.txt:3:1");
        assertThat(problems.get(1).excerpt()).isEqualTo("  ten\n  ^");
    }

    @Test
    void aListInATextOfItsOwnHasTheTypeOfItsMembers() {
        RuleOptions options = RuleOptions.builder()
                .list("office", ListFile.of("office.txt", "10.0.0.0/8\n192.0.2.1"))
                .list("ports", ListFile.of("ports.txt", "80\n-443"))
                .list("names", ListFile.of("names.txt", "80\nx y"))
                .list("none", ListFile.of("none.txt", "\n# none\n"))
                .build();
        assertThat(problems("""
                rules:
                  - {id: a, when: 'ip.src in $office or ip.src in $none', then: log}
                  - {id: b, when: 'http.response.code in $ports or http.response.code in $none', then: log}
                  - {id: c, when: 'http.host in $names or http.host in $none', then: log}
                """, options)).isEmpty();
    }
}
