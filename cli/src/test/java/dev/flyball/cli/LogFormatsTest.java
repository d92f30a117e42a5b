package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.Facts;
import dev.flyball.rules.IpAddress;
import dev.flyball.rules.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a log tells of a request becomes what rules see of it. */
class LogFormatsTest {
    private static Object fact(Request.Builder request, String field) {
        assertThat(request).isNotNull();
        Facts facts = new RequestFacts(Schema.http(), request.build());
        return facts.value(Schema.http().field(field));
    }

    @Test
    void combinedLinesTellClientRequestRefererAndAgent() {
        Request.Builder request = CombinedLog.parse("2001:db8::1 - bob [10/Oct/2025:13:55:36 +0200] "
                + "\"GET /a%20b?x=1+2 HTTP/2.0\" 200 123 \"http://r/\" \"a \\\"b\\\" \\xc3\\xa9 \\\\\" \"more\"");
        assertThat(fact(request, "ip.src")).isEqualTo(IpAddress.parse("2001:db8::1"));
        assertThat(fact(request, "http.request.uri.path")).isEqualTo("/a b");
        assertThat(fact(request, "raw.http.request.uri")).isEqualTo("/a%20b?x=1+2");
        assertThat(fact(request, "http.request.uri.args")).isEqualTo(Map.of("x", List.of("1 2")));
        assertThat(fact(request, "http.request.version")).isEqualTo("HTTP/2");
        assertThat(fact(request, "http.referer")).isEqualTo("http://r/");
        assertThat(fact(request, "http.user_agent")).isEqualTo("a \"b\" \u00c3\u00a9 \\");
        assertThat(fact(request, "http.request.timestamp.sec")).isEqualTo(1760097336L);
        assertThat(fact(request, "http.request.headers.names")).isEqualTo(List.of("referer", "user-agent"));
    }

    @Test
    void aHostInFrontIsTakenAndTheRestMayBeMissing() {
        Request.Builder request = CombinedLog.parse("shop.example:443 192.0.2.1 - - [x] \"GET /\" 200 1");
        assertThat(fact(request, "http.host")).isEqualTo("shop.example");
        assertThat(fact(request, "ip.src")).isEqualTo(IpAddress.parse("192.0.2.1"));
        assertThat(fact(request, "http.user_agent")).isEqualTo("");
        assertThat(fact(request, "http.request.timestamp.sec")).isNull();
    }

    @Test
    void jsonLinesAreReadUnderTheNamesThatServersUse() {
        Request.Builder caddy = JsonLog.parse("{\"ts\": 1760097336.25, \"request\": {\"remote_ip\": \"192.0.2.1\", "
                + "\"method\": \"POST\", \"host\": \"shop\", \"uri\": \"/a?b\", \"tls\": {}, "
                + "\"headers\": {\"User-Agent\": [\"x\"], \"Cookie\": [\"a=1\", \"b=2\"]}}}");
        assertThat(fact(caddy, "http.request.method")).isEqualTo("POST");
        assertThat(fact(caddy, "http.request.full_uri")).isEqualTo("https://shop/a?b");
        assertThat(fact(caddy, "http.cookie")).isEqualTo("a=1; b=2");
        assertThat(fact(caddy, "http.request.cookies")).isEqualTo(Map.of("a", List.of("1"), "b", List.of("2")));
        assertThat(fact(caddy, "http.request.timestamp.msec")).isEqualTo(250L);
        Request.Builder nginx = JsonLog.parse(
                "{\"remote_addr\":\"192.0.2.1\",\"request\":\"GET /x?y HTTP/1.1\","
                        + "\"http_user_agent\":\"\\u00e9\\ud83d\\ude00\",\"time\":\"2025-10-10T13:55:36+02:00\",\"scheme\":\"https\"}");
        assertThat(fact(nginx, "http.request.uri")).isEqualTo("/x?y");
        assertThat(fact(nginx, "ssl")).isEqualTo(true);
        assertThat(fact(nginx, "http.request.timestamp.sec")).isEqualTo(1760097336L);
        assertThat(fact(nginx, "http.user_agent"))
                .isEqualTo(new String("é😀".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Test
    void languagesComeInTheOrderOfTheirWeights() {
        Request.Builder request = RequestFile.parse("r", "GET /\nAccept-Language: de;q=0.5, en, fr;q=0, it;q=0.7\n");
        assertThat(fact(request, "http.request.accepted_languages")).isEqualTo(List.of("en", "it", "de"));
    }

    @Property
    void whatJsonWritesItReads(@ForAll List<String> values, @ForAll String key, @ForAll long number)
            throws JsonReader.Malformed {
        String text = new Json()
                .object()
                .field(key, values)
                .field(key + "n", number)
                .object(key + "o")
                .field("t", true)
                .end()
                .end()
                .toString();
        Map<String, Object> read =
                JsonReader.object(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        assertThat(read.get(bytes(key)))
                .isEqualTo(values.stream().map(LogFormatsTest::bytes).toList());
        assertThat(read.get(bytes(key + "n"))).isEqualTo(new JsonReader.Numeral(Long.toString(number)));
        assertThat(read.get(bytes(key + "o"))).isEqualTo(Map.of("t", true));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Property
    void linesAreTheLinesOfTheText(@ForAll @Size(max = 20) List<String> texts) throws IOException {
        String text = String.join("\n", texts);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> expected =
                new ArrayList<>(Arrays.asList(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)));
        if (expected.get(expected.size() - 1).isEmpty()) {
            expected.remove(expected.size() - 1);
        }
        expected.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        List<String> read = new ArrayList<>();
        try (LogLines lines = new LogLines(new ByteArrayInputStream(bytes))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                read.add(line);
            }
            assertThat(lines.bytesRead()).isEqualTo(bytes.length);
        }
        assertThat(read).isEqualTo(expected);
    }

    @Property(tries = 200)
    void percentilesAreNoFurtherOffThanABucketIsWide(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = Long.MAX_VALUE / 2) Long> steps) {
        StepHistogram histogram = StepHistogram.fine();
        StepHistogram coarse = StepHistogram.coarse();
        steps.forEach(histogram::add);
        steps.forEach(coarse::add);
        List<Long> sorted = steps.stream().sorted().toList();
        for (double percent : new double[] {1, 50, 99, 100}) {
            long exact = sorted.get((int) Math.max(0, Math.ceil(sorted.size() * percent / 100) - 1));
            assertThat(histogram.percentile(percent)).isBetween(exact, exact + exact / 512);
            assertThat(coarse.percentile(percent)).isBetween(exact, exact + exact / 32);
        }
        assertThat(histogram.max()).isEqualTo(sorted.get(sorted.size() - 1));
    }
}
