package dev.flyball.core.rules.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.Budget;
import dev.flyball.rules.FactLimits;
import dev.flyball.rules.ProfileOptions;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleProfile;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSetProfile;
import dev.flyball.rules.RuleSyntaxException;
import dev.flyball.rules.Schema;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How near the search comes to what rules can take. */
class ProfilerTest {
    private static final int LENGTH = 8_192;
    private static final RuleOptions OPTIONS = RuleOptions.builder()
            .factLimits(FactLimits.builder().maxLength(LENGTH).maxElements(8).build())
            .build();

    private static String rule(String condition) {
        return "rules:\n  - id: it\n    then: block\n    when: |\n      " + condition.replace("\n", "\n      ") + "\n";
    }

    private static RuleProfile profile(String condition) {
        return profile(condition, ProfileOptions.defaults());
    }

    private static RuleSetProfile ofFile(String yaml, Budget budget) {
        ProfileOptions options = ProfileOptions.builder().budget(budget).build();
        return RuleSet.profile("rules.yaml", yaml, Schema.http(), OPTIONS, options);
    }

    private static RuleProfile profile(String condition, ProfileOptions options) {
        RuleProfile profile = RuleSet.profile("rules.yaml", rule(condition), Schema.http(), OPTIONS, options)
                .of("it");
        assertThat(profile.coldSteps()).as(profile::toString).isLessThanOrEqualTo(profile.bound());
        return profile;
    }

    /**
     * The bound has a new state of the automaton for each char, of which this pattern has a few only. What every search can
     * be charged, a step a char for the literal {@code =} and one for the automaton, is reached, but for less than 1 %.
     */
    @Test
    void theRegexOf2019IsReadTwice() {
        RuleProfile profile = profile("""
                http.request.uri.query matches r#"(?:(?:\\"|'|\\]|\\}|\\\\|\\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|\\`|\\-|\\+)+[)]*;?((?:\\s|-|~|!|{}|\\|\\||\\+)*.*(?:.*=.*)))"#""");
        assertThat(profile.scanSteps()).isGreaterThan(2L * LENGTH * 99 / 100);
        assertThat(profile.finished()).isTrue();
    }

    /** A bit for each place of an {@code a} among the last 17: letters at random lead to ever new states. */
    @Test
    void automataWithManyStatesAreMadeToBuildThem() {
        RuleProfile profile = profile("http.request.uri.query matches \"[ab]*a[ab]{16}c\"");
        assertThat(profile.coldSteps()).isGreaterThan(30L * LENGTH);
        assertThat(profile.share()).isGreaterThan(0.1);
        assertThat(profile.coldInput()).contains("\"ab\" at random");
    }

    /** 2^17 states cannot be kept: each text at random leads to new ones, however many were there before. */
    @Test
    void whatBuildsStatesWithEveryRequestIsTold() {
        RuleProfile profile = profile("http.request.uri.query matches \"[ab]*a[ab]{16}c\"");
        assertThat(profile.buildSteps()).as(profile::toString).isBetween(10L * LENGTH, profile.coldSteps());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.request.uri.query matches \"[ab]*a[ab]{9}c\"",
                "http.request.uri.query matches \"(?i)select.*from\"",
                "decode_base64(http.request.uri.query) matches \"[ab]*a[ab]{5}c\""
            })
    void whatHasItsStatesAfterSomeRequestsBuildsNoMore(String condition) {
        RuleProfile profile = profile(condition);
        assertThat(profile.coldSteps()).isGreaterThan(profile.scanSteps());
        assertThat(profile.buildSteps()).as(profile::toString).isLessThan(LENGTH / 64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.request.uri.query matches \"x+y\"",
                "http.request.uri.query matches \"^x*$\"",
                "http.request.uri.query matches \"(?i)select.*from\"",
                "http.request.method eq \"POST\" and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "not http.request.method in {\"GET\" \"HEAD\"} and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "ssl and http.request.body.size gt 100 and ip.src in {10.0.0.0/8} and http.request.uri.query matches \"b[a-z]+[0-9]\"",
                "starts_with(http.request.uri.query, \"/api\") and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "ends_with(http.request.uri.query, \".js\") and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "(http.host eq \"a\" or http.request.uri.query matches \"[a-z]+[0-9]\") and ssl",
                "not (ssl or http.host wildcard \"*.example.com\") and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "http.request.headers[\"x\"][0] matches \"[a-z]+[0-9]\"",
                "http.request.headers[\"y\"][0] eq \"1\" and http.request.headers[\"x\"][0] matches \"[a-z]+[0-9]\"",
                "lower(http.host) eq \"shop\" and lower(http.request.uri.query) matches \"[a-z]+[0-9]\"",
                "http.host wildcard \"*.example.com\" and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "http.host contains \"example\" and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "http.host matches \"^(www|m)[.]example[.]com$\" and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "len(http.host) eq 7 and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "regex_replace(http.request.uri.query, \"[a-z]+[0-9]\", \"\") eq \"\"",
            })
    void conditionsThatStandBeforeARegexAreMetAndItReadsTheWholeText(String condition) {
        RuleProfile profile = profile(condition);
        assertThat(profile.scanSteps()).as(profile::toString).isGreaterThan(LENGTH * 99L / 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decode_base64(http.request.uri.query) matches \"[a-z]+[0-9]\"",
                "lookup_json_string(http.request.uri.query, \"user\", \"name\") matches \"[a-z]+[0-9]\"",
                "url_decode(http.request.uri.query, \"r\") matches \"[a-z]+[0-9]\"",
                "substring(http.request.uri.query, 3) matches \"[a-z]+[0-9]\"",
                "split(http.request.uri.query, \",\", 9)[2] matches \"[a-z]+[0-9]\"",
                "join(split(http.request.uri.query, \",\", 100), \"\") matches \"[a-z]+[0-9]\"",
                "concat(\"a\", http.request.uri.query) matches \"[a-z]+[0-9]\"",
                "remove_bytes(http.request.uri.query, \"-\") matches \"[a-z]+[0-9]\"",
            })
    void whatFunctionsMakeIsReadToo(String condition) {
        RuleProfile profile = profile(condition);
        String call = condition.substring(0, condition.indexOf(" matches"));
        RuleProfile without = profile(call + " eq \"?\"");
        // Base64 and escapes take a third of the room, or half.
        assertThat(profile.scanSteps() - without.scanSteps())
                .as(profile::toString)
                .isGreaterThan(LENGTH / 3);
    }

    @Test
    void allElementsOfAListAreGiven() {
        RuleProfile any = profile("any(http.request.uri.args.values[*] matches \"[a-z]+[0-9]\")");
        assertThat(any.scanSteps()).isGreaterThan(8L * LENGTH * 99 / 100);
        RuleProfile all = profile("all(http.request.uri.args[\"q\"][*] matches \"^[a-z]*$\")");
        assertThat(all.scanSteps()).isGreaterThan(7L * LENGTH * 99 / 100);
        RuleProfile nested = profile("any(http.request.uri.args[*][*] matches \"[a-z]+[0-9]\")");
        assertThat(nested.scanSteps()).isGreaterThan(7L * LENGTH * 99 / 100);
    }

    @Test
    void aRuleThatDoesNotFinishInItsSliceSaysSo() {
        RuleProfile profile = profile(
                "http.request.uri.query matches \"[a-z]+[0-9]\"",
                ProfileOptions.builder().maxStepsPerRule(5_000).build());
        assertThat(profile.finished()).isFalse();
        assertThat(profile.scanSteps()).isBetween(4_000L, 5_000L);
        assertThat(profile.input()).isNotEmpty();
    }

    /** Nobody guesses the text of that hash. */
    @Test
    void theFactsOfARulesTestsAreTriedTogetherWithOthers() {
        String yaml = """
                rules:
                  - id: it
                    when: |
                      encode_base64(sha256(http.host), "p") eq "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
                      and http.request.uri.query matches "[a-z]+[0-9]"
                    then: block
                    tests:
                      - given: { http.host: "abc", http.request.uri.query: "x1" }
                        expect: match
                """;
        FactLimits limits = FactLimits.builder()
                .maxLength(LENGTH)
                .maxLength("http.host", 100)
                .build();
        RuleOptions options = RuleOptions.builder().factLimits(limits).build();
        RuleProfile profile = RuleSet.profile("rules.yaml", yaml, Schema.http(), options, ProfileOptions.defaults())
                .of("it");
        assertThat(profile.scanSteps()).as(profile::toString).isGreaterThan(LENGTH * 99L / 100);
        assertThat(profile.input()).contains("http.host: \"abc\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score(\"z\") ge 5",
                "to_string(http.request.body.size) eq \"200000001\"",
                "score(\"z\") ge 5 and not ssl"
            })
    void partsBehindGuardsThatNoInputMakesTrueAreToldAsNotReached(String guard) {
        String costly = "http.request.uri.query matches \"[ab]*a[ab]{16}c\"";
        RuleProfile profile = profile(guard + " and " + costly);
        assertThat(profile.finished()).isTrue();
        assertThat(profile.notReached()).anyMatch(part -> part.startsWith("http.request.uri.query matches"));
        assertThat(profile.toString()).contains("not reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.host eq \"a\" and http.request.uri.query matches \"[a-z]+[0-9]\"",
                "ssl or not http.host in {\"a\" \"b\"} xor http.user_agent contains \"c\"",
                "any(http.request.headers.values[*] matches \"a.*b\") and ip.src in {10.0.0.0/8}",
                "(http.host eq \"a\" or http.host eq \"b\") and starts_with(http.request.uri.path, \"/x\")"
            })
    void allPartsOfAnOrdinaryRuleAreReached(String condition) {
        assertThat(profile(condition).notReached()).isEmpty();
    }

    @Test
    void aPartInWhichTheRuleDidNotFinishIsNotToldAsNotReached() {
        ProfileOptions little = ProfileOptions.builder().maxStepsPerRule(100).build();
        RuleProfile profile = profile("http.request.uri.query matches \"[ab]*a[ab]{16}c\"", little);
        assertThat(profile.finished()).isFalse();
        assertThat(profile.notReached()).isEmpty();
    }

    @Test
    void theFactsOfTestsAreNamedByTheirLines() {
        String yaml = """
                rules:
                  - id: it
                    when: score("x") ge 1
                    then: block
                    tests:
                      - given: { http.host: "abc" }
                        expect: no match
                """;
        RuleProfile profile = ofFile(yaml, ProfileOptions.defaults().budget()).of("it");
        assertThat(profile.input()).isEqualTo("the facts of the test on line 6");
    }

    @Test
    void rulesThatAreOffAreNotRunAndSimulatedOnesAre() {
        String yaml = """
                rules:
                  - { id: off, mode: off, when: 'http.host matches "[a-z]+1"', then: block }
                  - { id: simulated, mode: simulate, when: 'http.host matches "[a-z]+1"', then: block }
                """;
        RuleSetProfile profile = ofFile(yaml, ProfileOptions.defaults().budget());
        assertThat(profile.of("off").inputs()).isZero();
        assertThat(profile.of("off").finished()).isTrue();
        assertThat(profile.of("simulated").scanSteps()).isGreaterThan(LENGTH * 99 / 100);
        assertThat(profile.mostExpensive(1)).containsExactly(profile.of("simulated"));
        assertThatThrownBy(() -> profile.of("other")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theMostExpensiveRulesComeFirstWhereTheBudgetDoesNotSuffice() {
        String yaml = """
                rules:
                  - { id: cheap, when: ssl, then: block }
                  - { id: dear, when: 'http.host matches "[a-z]+1"', then: block }
                """;
        RuleSetProfile profile = ofFile(yaml, Budget.of(50_000, Duration.ofMinutes(1)));
        assertThat(profile.isComplete()).isFalse();
        assertThat(profile.toString()).contains("not complete");
        assertThat(profile.of("cheap").inputs()).isZero();
        assertThat(profile.of("dear").finished())
                .as("an end of the profile is none of the rule's")
                .isTrue();
    }

    @Test
    void aFileWithMistakesIsRefused() {
        assertThatThrownBy(() -> profile("http.hots eq \"a\"")).isInstanceOf(RuleSyntaxException.class);
        assertThatThrownBy(() -> ProfileOptions.builder().inputsPerRule(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProfileOptions.builder().maxStepsPerRule(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Each step of these takes tens of thousands of instructions: a few of them must not use up what others need. */
    @Test
    void veryLargeRegexesLeaveSomethingForOtherRules() {
        String yaml = """
                rules:
                  - { id: large, when: 'http.host matches "(x?[a-z]{0,200}y?){0,200}[0-9]{9}$"', then: block }
                  - { id: small, when: 'http.host matches "[a-z]+1"', then: block }
                """;
        RuleSetProfile profile = ofFile(yaml, Budget.of(60_000_000, Duration.ofMinutes(5)));
        assertThat(profile.isComplete()).isTrue();
        assertThat(profile.of("large").finished()).isFalse();
        assertThat(profile.of("small").scanSteps()).isGreaterThan(LENGTH * 99 / 100);
    }
}
