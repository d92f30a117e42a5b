package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command says what its user wants to know, to people and to machines, and ends with the status for it. */
class CommandsTest {
    private static final String RULES = """
            rules:
              - id: admin
                when: |
                  http.request.uri.path matches "^/admin" and not ip.src in {10.0.0.0/8}
                then: { block: { status: 404, body: "no\\n" } }
                tests:
                  - given: { http.request.uri.path: /admin, ip.src: 203.0.113.7 }
                    expect: match
              - id: form
                when: |
                  any(http.request.body.form["user"][*] contains "'") and http.host eq "shop"
                then: log
              - id: trial
                when: |
                  ssl
                then: block
                mode: simulate
            """;

    @TempDir
    Path directory;

    private Path rules;

    @BeforeEach
    void writeRules() throws IOException {
        rules = file("rules.yaml", RULES);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static Map<String, Object> json(Run run) throws JsonReader.Malformed {
        return JsonReader.object(run.out());
    }

    private static long number(Map<?, ?> object, String key) {
        return Long.parseLong(((JsonReader.Numeral) object.get(key)).text());
    }

    @Test
    void withoutACommandItTellsWhatThereIs() {
        Run run = Run.of();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("check", "test", "eval", "replay", "Exit status");
        assertThat(Run.of("--version").out()).startsWith("flyball ");
        assertThat(Run.of("chekc", rules).status()).isEqualTo(2);
    }

    @Test
    void checkSaysThatAFileIsGood() throws JsonReader.Malformed {
        Run run = Run.of("check", rules);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("3 rules, no errors, 3 warnings");
        assertThat(json(Run.of("check", rules, "--json"))).containsEntry("ok", true);
    }

    @Test
    void checkTellsTheCostOfRulesForTheSizesOfFacts() throws IOException, JsonReader.Malformed {
        Run run = Run.of("check", rules);
        assertThat(run.out())
                .contains("warning[expensive]", " steps at most, ", "The most expensive of them:")
                .containsPattern("\n  form +[0-9,]+ +[0-9.]+ %")
                .containsPattern("\n  admin +[0-9,]+ +[0-9.]+ %");
        Run small = Run.of("check", rules, "--max-elements", "4", "--max-length", "100");
        assertThat(small.out()).doesNotContain("expensive]");
        assertThat(Run.of("check", rules, "--ignore", "expensive").out()).doesNotContain("expensive]");
        assertThat(Run.of("check", rules, "--ignore", "dear").status()).isEqualTo(2);
        assertThat(Run.of("check", rules, "--max-length", "http.hots=1").status())
                .isEqualTo(2);
        assertThat(Run.of("check", rules, "--max-length", "x").err()).contains("--max-length", "\"x\"");
        Path vast = file("vast.yaml", """
                rules: [{id: vast, when: 'any(http.request.headers["a"][*] matches "[ab]*a[ab]{16}c")', then: log}]
                """);
        String most = String.valueOf(Integer.MAX_VALUE);
        assertThat(Run.of("check", vast, "--max-elements", most, "--max-length", most)
                        .out())
                .contains("A request takes more steps than can be counted at most")
                .containsPattern("\n  vast +more  100.0 %");
        Map<?, ?> cost = (Map<?, ?>) json(Run.of("check", rules, "--json")).get("cost");
        assertThat((List<?>) cost.get("rules")).hasSize(3);
        assertThat(number(cost, "total")).isGreaterThan(number(cost, "indexes"));
    }

    @Test
    void profileTellsTheMostStepsThatItSees() throws JsonReader.Malformed {
        Run run = Run.of("profile", rules, "--max-elements", "8");
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out())
                .containsPattern("\nform +[0-9,]+ +[0-9.]+ % +[0-9,]+ +[0-9,]+ +[0-9,]+  http.request.body.form")
                .contains("8,192 bytes", "3 rules; none takes more than 10 % of 5,000,000 steps, or goes on building");
        Map<String, Object> json = json(Run.of("profile", rules, "--max-elements", "8", "--json"));
        assertThat(json).containsEntry("ok", true).containsEntry("complete", true);
        Map<?, ?> form = (Map<?, ?>) ((List<?>) json.get("rules")).get(1);
        assertThat(number(form, "scanSteps")).isBetween(1_000L, number(form, "bound"));
    }

    @Test
    void profileFailsForPartsThatNoInputLedToUnlessItIsToldToAllowThem() throws IOException, JsonReader.Malformed {
        Path guarded = file("guarded.yaml", """
                rules:
                  - {id: points, when: 'ssl', then: {score: {z: 1}}}
                  - {id: behind, when: 'score("z") ge 1 and http.host contains "x"', then: block}
                """);
        Run run = Run.of("profile", guarded);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("not reached in behind: http.host contains \"x\"");
        assertThat(json(Run.of("profile", guarded, "--json"))).containsEntry("ok", false);
        assertThat(Run.of("profile", guarded, "--allow-unreached").status()).isZero();
    }

    @Test
    void profileFailsForRulesThatTakeTooMuchOrDoNotFinish() throws JsonReader.Malformed {
        Run tooMuch = Run.of("profile", rules, "--max-elements", "8", "--request-steps", "1000");
        assertThat(tooMuch.status()).isEqualTo(1);
        assertThat(tooMuch.out()).contains("2 rules that did not finish, took more than 10 % of 1,000 steps");
        Run allowed =
                Run.of("profile", rules, "--max-elements", "8", "--request-steps", "1000", "--max-share", "10000");
        assertThat(allowed.status()).isZero();
        Run unfinished = Run.of("profile", rules, "--max-steps", "50");
        assertThat(unfinished.status()).isEqualTo(1);
        assertThat(unfinished.out()).contains("NOT FINISHED");
        assertThat(json(Run.of("profile", rules, "--max-steps", "50", "--json")))
                .containsEntry("ok", false);
        assertThat(Run.of("profile", rules, "--inputs", "0").status()).isEqualTo(2);
    }

    @Test
    void profileFailsForRulesThatGoOnBuildingStates() throws IOException, JsonReader.Malformed {
        Path thrashing = file("thrashing.yaml", """
                rules:
                  - {id: many, when: 'http.request.uri.query matches "[ab]*a[ab]{16}c"', then: block}
                  - {id: few, when: 'http.request.uri.query matches "[ab]*a[ab]{6}c"', then: block}
                """);
        Run run = Run.of("profile", thrashing, "--max-length", "8192");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("1 rule that did not finish, took more than 10 % of 5,000,000 steps, or went on building")
                .containsPattern("many goes on building: [0-9,]+ build steps .*\"ab\" at random");
        assertThat(json(Run.of("profile", thrashing, "--max-length", "8192", "--json")))
                .containsEntry("ok", false);
        assertThat(Run.of("profile", thrashing, "--max-length", "8192", "--max-build-share", "20")
                        .status())
                .isZero();
    }

    @Test
    void checkTellsEveryMistakeWithItsPlace() throws IOException, JsonReader.Malformed {
        Path broken = file("broken.yaml", """
                rules:
                  - id: a
                    when: |
                      http.request.uri.pth eq "/x" and http.host matches "(a)\\1"
                    then: blok
                """);
        Run run = Run.of("check", broken);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .startsWith(broken + ":4:7: error: unknown field `http.request.uri.pth`: did you mean")
                .contains(broken + ":4:62: error: ", broken + ":5:11: error: unknown action \"blok\"", "3 errors")
                .contains("      http.request.uri.pth eq \"/x\" and http.host matches \"(a)\\1\"\n      ^\n");
        Map<String, Object> json = json(Run.of("check", broken, "--json"));
        assertThat(json).containsEntry("ok", false);
        List<?> errors = (List<?>) json.get("errors");
        assertThat(errors).hasSize(3);
        Map<?, ?> last = (Map<?, ?>) errors.get(2);
        assertThat(last.get("file")).isEqualTo(broken.toString());
        assertThat(number(last, "line")).isEqualTo(5);
        assertThat(number(last, "column")).isEqualTo(11);
        assertThat(last.get("message").toString()).startsWith("unknown action \"blok\"");
    }

    @Test
    void ofVeryManyMistakesTheFirstAreToldAndNoWrongNumber() throws IOException {
        String rule = "  - {id: r%d, when: 'http.hots eq \"a\"', then: log}\n";
        StringBuilder text = new StringBuilder("rules:\n");
        for (int i = 0; i < 100; i++) {
            text.append(String.format(rule, i));
        }
        assertThat(Run.of("check", file("broken.yaml", text.toString())).out()).endsWith("\n100 errors\n");
        text.append(String.format(rule, 100)).append(String.format(rule, 101));
        assertThat(Run.of("check", file("broken.yaml", text.toString())).out())
                .contains("and 2 more problems further on")
                .endsWith("\nmore than 100 errors\n");
    }

    @Test
    void jsonIsTheSameInEveryEncoding() throws IOException, JsonReader.Malformed {
        Path broken = file("caf\u00E9.yaml", "rules: [{id: a, when: ssl, then: \"\u65E5\uD83D\uDE00\u007F\"}]");
        Run run = Run.of("check", broken, "--json");
        assertThat(run.out().strip()).matches("[ -~]+").contains("caf\\u00e9.yaml", "\\u65e5\\ud83d\\ude00\\ufffd");
        Map<?, ?> error = (Map<?, ?>) ((List<?>) json(run).get("errors")).get(0);
        assertThat(error.get("file").toString().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(broken.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void checkWarnsOfWhatIsProbablyNotMeant() throws IOException, JsonReader.Malformed {
        Path dubious =
                file("dubious.yaml", "rules: [{id: a, when: 'http.host eq \"a\" and http.host eq \"b\"', then: log}]");
        Run run = Run.of("check", dubious);
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith(dubious + ":1:24: warning[never-matches]: this rule never matches")
                .contains("no errors, 1 warning");
        assertThat(Run.of("check", dubious, "--strict").status()).isEqualTo(1);
        assertThat(json(Run.of("check", dubious, "--strict", "--json"))).containsEntry("ok", false);
    }

    @Test
    void filesThatCannotBeReadAreNoMistakesOfRules() throws IOException, JsonReader.Malformed {
        Run run = Run.of("check", directory.resolve("none.yaml"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("there is no file", "none.yaml");
        assertThat(json(Run.of("test", directory.resolve("none.yaml"), "--json")))
                .containsKey("error");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Run onDirectory = Run.of("check", empty);
        assertThat(onDirectory.status()).isEqualTo(2);
        assertThat(onDirectory.err()).contains(empty + ": no rule file, whose name ends in .yaml, .yml or .json");
        assertThat(Run.of("check").err()).contains("Missing required parameter: 'FILE'");
        assertThat(Run.of("eval", rules, "--request", file("r", "nothing")).err())
                .contains("expected a request line");
        assertThat(Run.of("eval", rules, "--request", file("r", "GET /"), "--ip", "x")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void theHostsListsAndFieldsCanBeGiven() throws IOException {
        Path file = file("lists.yaml", "rules: [{id: a, when: 'ip.src in $office and tenant eq \"x\"', then: log}]");
        Path list = file("office.txt", "# the office\n10.0.0.0/8\n\n192.0.2.1\n");
        assertThat(Run.of("check", file).status()).isEqualTo(1);
        assertThat(Run.of("check", file, "--list", "office=" + list, "--field", "tenant=Bytes")
                        .status())
                .isZero();
        assertThat(Run.of("check", file, "--field", "tenant=Text").err()).contains("\"Text\" is no type");
    }

    @Test
    void everyMemberOfAListFileThatIsWrongIsToldWithItsLine() throws IOException {
        Path file = file("lists.yaml", "rules: [{id: a, when: 'ip.src in $office', then: log}]");
        Path list = file("office.txt", "# the office\n10.0.0.0/8\n10.0.0.1/8\nten\n192.0.2.1\n");
        Run run = Run.of("check", file, "--list", "office=" + list);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains(list + ":3:1: error: list $office: ", "10.0.0.0/8 was probably meant", "\n10.0.0.1/8\n^\n")
                .contains(list + ":4:1: error: list $office: `ten` is no IP address\nten\n^\n", "2 errors");
    }

    @Test
    void testTellsWhatFailed() throws IOException, JsonReader.Malformed {
        Run good = Run.of("test", rules);
        assertThat(good.status()).isZero();
        assertThat(good.out()).contains("1 test, 0 failed; 2 rules without a test");
        assertThat(good.out()).doesNotContain("form");
        Run required = Run.of("test", rules, "--require-tests");
        assertThat(required.status()).isEqualTo(1);
        assertThat(required.out()).contains("2 rules without a test\n  form\n  trial");
        Run verbose = Run.of("test", rules, "-v");
        assertThat(verbose.status()).isZero();
        assertThat(verbose.out()).contains("match given http.request.uri.path", "  form\n  trial");
        Path failing = file(
                "failing.yaml",
                RULES.replace(
                        "expect: match",
                        "expect: no match\n      - {given: {http.request.uri.path: /, ip.src: 10.0.0.1}, expect: no match}"));
        Run run = Run.of("test", failing);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("rule \"admin\" should not match, but did", "2 tests, 1 failed");
        Map<String, Object> failed = json(Run.of("test", failing, "--json"));
        assertThat(failed).containsEntry("ok", false).containsEntry("untested", List.of("form", "trial"));
        assertThat(number(failed, "failed")).isEqualTo(1);
        Map<?, ?> test = (Map<?, ?>) ((List<?>) failed.get("tests")).get(0);
        assertThat(test.get("passed")).isEqualTo(false);
        assertThat(test.get("expected")).isEqualTo("no match");
        assertThat(test.get("actual")).isEqualTo("match");
        assertThat(test.get("message").toString()).contains("should not match, but did");
    }

    @Test
    void evalTellsTheDecisionAboutARequest() throws IOException, JsonReader.Malformed {
        Path request = file("r.http", "GET /a/../%61dmin;x=1?q HTTP/1.1\r\nHost: shop:8080\r\n\r\n");
        Run run = Run.of("eval", rules, "--request", request, "--ip", "203.0.113.7", "--tls");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("block by admin {status=404, body=no\\n}")
                .contains("matched:\n  admin (block)", "would have matched, simulated:\n  trial (block)", "3 rules");
        assertThat(json(Run.of("eval", rules, "--request", request, "--ip", "10.0.0.1", "--json")))
                .containsEntry("ok", true)
                .containsEntry("action", "pass")
                .containsEntry("rule", null);
        assertThat(json(Run.of("eval", rules, "--request", request, "--expect", "pass", "--json")))
                .containsEntry("ok", false)
                .containsEntry("action", "block");
        assertThat(Run.of("eval", rules, "--request", request, "--expect", "pass")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void evalSimulatesWhateverItCosts() throws IOException {
        Path costly = file("costly.yaml", """
                rules:
                  - {id: trial, when: 'http.request.body.raw matches "x1[0-9]+y"', then: block, mode: simulate}
                """);
        Path request = file("r.http", "POST / HTTP/1.1\r\nHost: shop\r\n\r\n" + "x10101".repeat(100_000) + "x10y");
        assertThat(Run.of("eval", costly, "--request", request).out())
                .contains("would have matched, simulated:\n  trial (block)")
                .doesNotContain("not finished");
    }

    @Test
    void explainTellsThePlanAndTraceWhatWasEvaluated() throws IOException, JsonReader.Malformed {
        Run run = Run.of("explain", rules);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("admin", "form", "trial");
        assertThat(json(Run.of("explain", rules, "--json"))).containsKey("plan").containsEntry("ok", true);
        Path request = file("r.http", "GET /admin");
        assertThat(Run.of("eval", rules, "--request", request, "--trace").out())
                .contains("trace:\n", "rule admin: matched");
        assertThat(json(Run.of("eval", rules, "--request", request, "--trace", "--json")))
                .containsKey("trace");
    }

    private static final String PHASES = """
            rules:
              - {id: note, when: 'http.host eq "shop"', then: {score: {seen: 1}}}
              - {id: leak, when: 'http.response.code ne 200 and score("seen") ge 1', then: block}
              - {id: typed, when: 'http.response.content_type.media_type eq "text/html" and any(http.response.headers["x"][*] eq "1")', then: log}
              - {id: closed, when: 'http.request.uri.path eq "/closed"', then: block}
            """;

    @Test
    void evalJudgesTheResponseAfterTheRequestAsTheFilterDoes() throws IOException, JsonReader.Malformed {
        Path phases = file("phases.yaml", PHASES);
        Path request = file("r.http", "GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
        Run alone = Run.of("eval", phases, "--request", request, "--expect", "pass");
        assertThat(alone.status()).isZero();
        assertThat(alone.out())
                .startsWith("pass: no rule decided\nmatched:\n  note (score)")
                .contains("2 rules about responses not asked: give one by --response");
        Path good = file("good.http", "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=utf-8\r\nX: 1\r\n\r\nbody");
        assertThat(Run.of("eval", phases, "--request", request, "--response", good, "--expect", "pass")
                        .out())
                .contains("about the response: pass: no rule decided\nmatched:\n  typed (log)")
                .doesNotContain("not asked");
        Path bad = file("bad.http", "500\n");
        Run blocked = Run.of("eval", phases, "--request", request, "--response", bad, "--expect", "block", "--trace");
        assertThat(blocked.status()).isZero();
        assertThat(blocked.out())
                .contains("about the response: block by leak", "predicate http.response.code ne 200 of 500: true");
        assertThat(json(Run.of("eval", phases, "--request", request, "--response", bad, "--json")))
                .containsEntry("action", "block")
                .containsEntry("rule", "leak")
                .containsEntry("phase", "response");
        assertThat(Run.of("eval", phases, "--request", file("r2", "GET /closed"), "--response", bad)
                        .out())
                .startsWith("block by closed")
                .doesNotContain("about the response");
        assertThat(Run.of("eval", phases, "--request", request, "--response", file("r3", "OK"))
                        .err())
                .contains("expected a status line");
    }

    @Test
    void theTraceIsOfTheEvaluationThatDecided() throws IOException, JsonReader.Malformed {
        Path scored = file("scored.yaml", """
                rules:
                  - {id: first, when: 'http.host eq "shop" and score("body") ge 1', then: block}
                  - {id: body, when: 'http.request.body.size ge 1', then: {score: {body: 1}}}
                  - {id: last, when: 'http.request.method eq "POST" and score("body") ge 1', then: block}
                """);
        Path request = file("r.http", "POST / HTTP/1.1\nHost: shop\n\nx");
        Map<String, Object> traced = json(Run.of("eval", scored, "--request", request, "--trace", "--json"));
        assertThat(traced).containsEntry("rule", "last");
        List<?> entries = (List<?>) traced.get("trace");
        assertThat(entries.stream()
                        .map(entry -> (Map<?, ?>) entry)
                        .filter(entry -> entry.get("kind").equals("rule"))
                        .map(entry -> entry.get("subject") + " " + entry.get("result")))
                .containsExactly("first not matched", "body matched", "last matched");
        assertThat(traced.get("scanSteps"))
                .isEqualTo(json(Run.of("eval", scored, "--request", request, "--json"))
                        .get("scanSteps"));
    }

    @Test
    void evalReadsFormsAndTellsWhatDidNotFinish() throws IOException {
        Path request = file("r.http", """
                # a login
                POST http://shop/login
                Content-Type: application/x-www-form-urlencoded; charset=utf-8

                user=o%27hara&x=1
                ###
                GET /next
                """);
        assertThat(Run.of("eval", rules, "--request", request).out()).contains("form (log)");
        Run run = Run.of("eval", rules, "--request", request, "--max-steps", "3");
        assertThat(run.out()).contains("block by admin (policy: the rule did not finish)", "not finished:");
    }

    @Test
    void unknownWordsOfOptionsAreToldWithTheNearest() throws IOException {
        Path request = file("r.http", "GET /admin");
        Run run = Run.of("eval", rules, "--request", request, "--expect", "blok");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--expect is one of block, allow, pass, not \"blok\": did you mean block?");
        assertThat(Run.of("eval", rules, "--request", request, "--expect", "PASS")
                        .err())
                .contains("did you mean pass?");
        assertThat(Run.of("eval", rules, "--request", request, "--expect", "pess")
                        .err())
                .contains("did you mean pass?");
        assertThat(Run.of("eval", rules, "--request", request, "--expect", "no-match")
                        .err())
                .contains("not \"no-match\"")
                .doesNotContain("did you mean");
        assertThat(Run.of("check", rules, "--ignore", "expensiv").err()).contains("did you mean expensive?");
    }

    @Test
    void whatIsShownIsReadableAndDoesNothingToATerminal() throws IOException {
        Path loud = file("loud.yaml", """
                rules:
                  - id: loud
                    when: |
                      http.user_agent contains "caf\u00E9"
                    then: { block: { body: "\\e[31m\\u202Ecaf\u00E9" } }
                """);
        Path request = file("r.http", "GET / HTTP/1.1\nUser-Agent: caf\u00E9\u001B[31m\n\n");
        String out = Run.of("eval", loud, "--request", request, "--trace").out();
        assertThat(out)
                .contains("body=\\u001b[31m\\u202ecaf\u00E9")
                .contains("contains \"caf\u00E9\" of \"caf\u00E9\\x1b[31m\": true")
                .doesNotContain("\u001B");
    }
}
