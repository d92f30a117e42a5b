package dev.flyball.re2j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flyball.Budget;
import dev.flyball.BudgetExceededException;
import dev.flyball.BudgetExceededException.Reason;
import dev.flyball.Meter;
import dev.flyball.regex.Regex;
import dev.flyball.regex.RegexOptions;
import dev.flyball.regex.RegexSet;
import dev.flyball.regex.RegexSyntaxException;
import dev.flyball.spi.Providers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Re2jProviderTest {
    private static final RegexOptions RE2J =
            RegexOptions.builder().provider("re2j").build();

    private final Meter meter = Budget.of(1_000_000_000, Duration.ofMinutes(1)).start();

    private static RegexSyntaxException refusal(String pattern, RegexOptions options) {
        return catchThrowableOfType(RegexSyntaxException.class, () -> Regex.compile(pattern, options));
    }

    @Test
    void bothProvidersAreFoundAndTheCoreIsTheDefault() {
        assertThat(Providers.regex("re2j")).isInstanceOf(Re2jProvider.class);
        assertThat(Providers.regex("flyball")).isSameAs(Providers.regex(null)).isNotInstanceOf(Re2jProvider.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> Providers.regex("pcre"))
                .withMessageContaining("[flyball, re2j]");
        assertThat(Regex.compile("a", RE2J).explain()).contains("RE2/J");
        assertThat(Regex.compile("a").explain()).doesNotContain("RE2/J");
    }

    @Test
    void everyOptionMeansTheSame() {
        RegexOptions.Builder options = RE2J.toBuilder();
        assertThat(Regex.compile(
                                "a.B",
                                options.caseInsensitive(true).dotAll(true).build())
                        .matches("A\nb", meter))
                .isTrue();
        assertThat(Regex.compile("^b", RE2J.toBuilder().multiLine(true).build()).containsMatchIn("a\nb", meter))
                .isTrue();
        assertThat(Regex.compile("a+", RE2J.toBuilder().ungreedy(true).build())
                        .find("aaa", meter)
                        .end())
                .isEqualTo(1);
        assertThat(Regex.compile("a+\\E(", RE2J.toBuilder().literal(true).build())
                        .find("aa+\\E(", meter)
                        .start())
                .isEqualTo(1);
    }

    @Test
    void whatRe2jDoesNotHaveIsRefusedByName() {
        RegexSyntaxException words =
                refusal("\\w", RE2J.toBuilder().unicodeClasses(true).build());
        assertThat(words.reason()).isEqualTo(RegexSyntaxException.Reason.UNSUPPORTED);
        assertThat(words.description()).contains("Unicode");
        RegexSyntaxException bytes = refusal("a", RE2J.toBuilder().bytes(true).build());
        assertThat(bytes.reason()).isEqualTo(RegexSyntaxException.Reason.UNSUPPORTED);
        assertThat(bytes.description()).contains("byte mode");
        RegexSyntaxException often = refusal("ab{1001}", RE2J);
        assertThat(often.reason()).isEqualTo(RegexSyntaxException.Reason.UNSUPPORTED);
        assertThat(often.description()).contains("1,000");
        assertThat(often.index()).isEqualTo(2);
    }

    @Test
    void patternsWhoseFoldingNeverEndsInRe2jAreRefused() {
        for (String pattern : List.of("(?i)\u1c83", "(?i)x[а-\\x{2000}]", "(?i:\\x{1C88})", "(?i)[\u0400-\uffff]")) {
            assertThat(refusal(pattern, RE2J).description()).contains("U+1C80");
        }
        assertThat(Regex.compile("(?i)[а-я\u4e00-\u9fa5\\x{4e00}-\\x{9fa5}]", RE2J)
                        .matches("Я", meter))
                .isTrue();
        assertThat(Regex.compile("\u1c83", RE2J).matches("\u1c83", meter)).isTrue();
    }

    @Test
    void aMalformedPatternIsRefusedAsTheCoreRefusesIt() {
        RegexSyntaxException ours = refusal("a(b", RegexOptions.defaults());
        assertThat(refusal("a(b", RE2J)).hasMessage(ours.getMessage());
        assertThat(refusal("(a)\\1", RE2J).index()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{100}){100}){100}{10}",
                "(?:(?:(?:){1000}){1000}){1000}",
                "(((a{0}){1000}){1000}){1000}",
                "((?:|){1000}){1000}",
                "(?:(?:a{2}){500}){500}"
            })
    void expansionsThatRe2jWouldTryAreRefused(String pattern) {
        assertThat(refusal(pattern, RE2J).reason()).isEqualTo(RegexSyntaxException.Reason.TOO_LARGE);
    }

    @Test
    void hostilePatternsAreRefusedOrRunOnASmallStack() throws InterruptedException {
        StringBuilder words = new StringBuilder("word0");
        for (int i = 1; i < 10_000; i++) {
            words.append("|word").append(i * 7919 % 10_000);
        }
        List<String> patterns = List.of(
                "(".repeat(900) + "a" + ")".repeat(900),
                "(".repeat(10_000) + "a" + ")".repeat(10_000),
                words.toString(),
                "x".repeat(16_000),
                "x".repeat(1_000_000),
                "()".repeat(3_000),
                "(?:a?){1000}",
                "x{0,1000}",
                "(?:x{1000})".repeat(19),
                "\\p{L}{1000}".repeat(30),
                "a|".repeat(4_000) + "b",
                "(?i)[B-\\x{1e942}]{10}",
                "(?i)[\\x{1c89}-\\x{1e942}]{10}",
                "(?i)[" + "\\x{1c89}-\\x{1e942}".repeat(700) + "]",
                "(?i)\u1c80",
                "(?i:\\x{1C88})",
                "(?i)" + "\\pL".repeat(3_000),
                "(?i)[" + "\\pL".repeat(3_000) + "]");
        for (String pattern : patterns) {
            Throwable[] failure = {null};
            Thread thread = new Thread(null, () -> use(pattern), "small stack", 256 * 1024);
            thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
            thread.start();
            thread.join();
            assertThat(failure[0])
                    .as(pattern.substring(0, Math.min(30, pattern.length())))
                    .isNull();
        }
    }

    private static void use(String pattern) {
        Regex regex;
        try {
            regex = Regex.compile(pattern, RE2J);
        } catch (RegexSyntaxException | BudgetExceededException e) {
            return;
        }
        try {
            regex.findAll(
                    "xxxxaaaa word1 ".repeat(20),
                    Budget.of(500_000, Duration.ofSeconds(1)).start());
        } catch (BudgetExceededException | IllegalStateException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Test
    void aSearchEndsWhenItsMeterDoes() throws InterruptedException {
        Regex regex = Regex.compile("(x+x+)+y", RE2J);
        String input = "x".repeat(2_000_000);
        Budget large = Budget.of(Budget.MAX_STEPS, Duration.ofHours(1));
        assertThat(end(() -> regex.matches(
                        input, Budget.of(1_000, Duration.ofHours(1)).start())))
                .isEqualTo(Reason.STEPS);
        assertThat(end(() -> regex.matches(
                        input, Budget.of(Budget.MAX_STEPS, Duration.ofMillis(5)).start())))
                .isEqualTo(Reason.DEADLINE);
        Meter cancelled = large.start();
        CountDownLatch started = new CountDownLatch(1);
        Reason[] reason = {null};
        Thread searcher = new Thread(() -> {
            started.countDown();
            reason[0] = end(() -> {
                while (true) {
                    regex.matches(input, cancelled);
                }
            });
        });
        searcher.start();
        started.await();
        cancelled.cancel();
        searcher.join();
        assertThat(reason[0]).isEqualTo(Reason.CANCELLED);
        Thread.currentThread().interrupt();
        try {
            assertThat(end(() -> regex.matches(input, large.start()))).isEqualTo(Reason.INTERRUPTED);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(regex.matches("xxxxy", meter))
                .as("the pattern is as good as before")
                .isTrue();
    }

    private static Reason end(Runnable search) {
        return catchThrowableOfType(BudgetExceededException.class, search::run).reason();
    }

    @Test
    void aSearchFromAnIndexSeesWhatStandsBefore() {
        assertThat(Regex.compile("^a", RE2J).find("aa", 1, meter)).isNull();
        assertThat(Regex.compile("\\ba", RE2J).find("aa a", 1, meter).start()).isEqualTo(3);
        assertThat(Regex.compile("(a)", RE2J).find("aa", 1, meter).start(1)).isEqualTo(1);
    }

    @Test
    void groupsThatAreRepeatedNoTimesHaveNoPlace() {
        assertThat(Regex.compile("(a)(b){0}", RE2J).find("xa", meter).start(2)).isEqualTo(-1);
        assertThat(Regex.compile("(a)(?:(b)(c)){0,0}", RE2J).find("xa", meter).end(3))
                .isEqualTo(-1);
    }

    @Test
    void aSetRunsOnRe2jToo() {
        RegexSet set = RegexSet.compile(List.of("a+b", "^c", "b$"), RE2J);
        assertThat(set.matches("xxaab", meter).stream()).containsExactly(0, 2);
    }
}
