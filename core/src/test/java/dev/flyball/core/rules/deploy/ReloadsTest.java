package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.OwnProcess;
import dev.flyball.rules.EngineOptions;
import dev.flyball.rules.Facts;
import dev.flyball.rules.GuardRails;
import dev.flyball.rules.KillTarget;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.Rollout.Stage;
import dev.flyball.rules.RuleEngine;
import dev.flyball.rules.RuleFunction;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.Schema;
import dev.flyball.rules.ValueType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An engine whose rules change all the time needs no more memory for it. That is seen in a process of its own; {@code
 * -Dflyball.reloads=10000} does it longer.
 */
class ReloadsTest {
    private static final int RELOADS = Integer.getInteger("flyball.reloads", 2_000);

    /** What the last nine tenths of the reloads may add. One rule set and its automata are some 100 KB, a class some KB. */
    private static final long MAX_MORE_KB = 1_500;

    @Test
    void reloadsLeaveHeapAndMetaspaceWhereTheyWere() throws Exception {
        OwnProcess process = OwnProcess.run(
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0"),
                Host.class,
                String.valueOf(RELOADS));
        assertThat(process.exitValue()).as(process.output()).isZero();
        long[] kilobytes = Arrays.stream(process.output().trim().split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        String told = RELOADS + " reloads: heap " + kilobytes[0] + " KB, then " + kilobytes[2] + " KB; metaspace "
                + kilobytes[1] + " KB, then " + kilobytes[3] + " KB";
        System.out.println(told);
        assertThat(kilobytes[2]).as(told).isLessThan(kilobytes[0] + MAX_MORE_KB);
        assertThat(kilobytes[3]).as(told).isLessThan(kilobytes[1] + MAX_MORE_KB);
    }

    /** A host that reloads. */
    static final class Host {
        private static final Schema SCHEMA = Schema.http();
        private static final RuleOptions OPTIONS = RuleOptions.builder()
                .function(RuleFunction.named("is_even")
                        .takes(ValueType.BYTES)
                        .costs(1, 0)
                        .gives(ValueType.BOOL)
                        .does((call, meter) -> call.toString().hashCode() % 2 == 0))
                .build();

        private Host() {}

        public static void main(String[] args) {
            int reloads = Integer.parseInt(args[0]);
            RuleEngine engine = RuleEngine.of(
                    rules(0),
                    EngineOptions.builder()
                            .maxSimulationShare(Double.POSITIVE_INFINITY)
                            .build());
            String memory = "";
            for (int i = 1; i <= reloads; i++) {
                change(engine, i);
                judge(engine, i);
                if (i == reloads / 10 || i == reloads) {
                    memory += usedKilobytes() + " ";
                }
            }
            System.out.print(memory);
            if (!engine.live().version().equals(rules(reloads).version())) {
                throw new IllegalStateException("the last rules are not live");
            }
        }

        private static void change(RuleEngine engine, int number) {
            RuleSet next = rules(number);
            if (number % 5 == 0) {
                // The rollout of another one, which is superseded at once.
                engine.deploy(
                        rules(-number),
                        Rollout.of(
                                        "a reload",
                                        Stage.simulate(100, Duration.ofHours(1), 1),
                                        Stage.share(100, Duration.ofHours(1), 1))
                                .guarded(number % 2 == 0 ? GuardRails.defaults() : GuardRails.none()));
                judge(engine, number);
            }
            engine.deploy(next, Rollout.immediate("a reload").superseding());
            if (number % 7 == 0) {
                engine.rollback("a test");
                engine.deploy(next, Rollout.immediate("once more").despiteQuarantine());
            }
            if (number % 11 == 0) {
                engine.kill(KillTarget.rule("path-" + number), "alice", "a test");
                judge(engine, number);
                engine.lift(KillTarget.rule("path-" + number), "alice", "a test");
            }
        }

        private static void judge(RuleEngine engine, int number) {
            Facts facts = Facts.builder(SCHEMA)
                    .set("http.host", "www.example.com")
                    .set("http.request.uri.path", "/some/path/" + number)
                    .set("http.request.uri.query", "q=%2f" + "ab".repeat(100))
                    .build();
            for (int i = 0; i < 4; i++) {
                Meter meter = Budget.of(1_000_000, Duration.ofHours(1)).start();
                if (!engine.evaluate("client-" + i, facts, meter).unfinished().isEmpty()) {
                    throw new IllegalStateException("a rule did not finish");
                }
            }
        }

        private static RuleSet rules(int number) {
            String text = """
                    rules:
                      - { id: path-N, then: log, tags: [tagged], when: 'http.request.uri.path matches "(?i)/p[a-z]+/(N)?$"' }
                      - { id: query-N, then: log, when: 'url_decode(http.request.uri.query) matches "[ab]{20}[^ab]N"' }
                      - { id: host-N, then: { score: { x: 1 } }, when: 'lower(http.host) contains "n-N" or is_even(http.host)' }
                      - { id: would-N, then: block, mode: simulate, when: 'http.request.uri.path matches "some.*N"' }
                      - { id: block-N, then: block, when: 'score("x") gt 3 and len(http.host) gt 2' }
                    """;
            return RuleSet.parse("rules.yaml", text.replace("N", "v" + number), SCHEMA, OPTIONS);
        }

        /** Of the heap and of the metaspace, when garbage has been collected. */
        private static String usedKilobytes() {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .map(MemoryPoolMXBean::getUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum();
            return heap / 1024 + " " + metaspace / 1024;
        }
    }
}
