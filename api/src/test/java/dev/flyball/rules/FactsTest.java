package dev.flyball.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final Schema SCHEMA = Schema.builder()
            .field("flag", ValueType.BOOL)
            .field("number", ValueType.INT)
            .field("text", ValueType.BYTES)
            .field("ip", ValueType.IP)
            .field("list", ValueType.arrayOf(ValueType.BYTES))
            .field("map", ValueType.mapOf(ValueType.arrayOf(ValueType.INT)))
            .build();

    private static Object kept(String field, Object value) {
        return Facts.builder(SCHEMA).set(field, value).build().value(SCHEMA.field(field));
    }

    @Test
    void valuesAreHeldAsTheirTypeSays() throws UnknownHostException {
        assertThat(kept("flag", true)).isEqualTo(true);
        assertThat(kept("number", 7)).isEqualTo(7L);
        assertThat(kept("number", (short) 7)).isEqualTo(7L);
        assertThat(kept("number", Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
        assertThat(kept("text", "é")).isEqualTo("\u00c3\u00a9");
        assertThat(kept("text", new byte[] {'a', (byte) 0xE9})).isEqualTo("a\u00e9");
        assertThat(kept("ip", "192.0.2.1")).isEqualTo(IpAddress.v4(0xC0000201));
        assertThat(kept("ip", InetAddress.getByAddress(new byte[] {10, 0, 0, 1})))
                .isEqualTo(IpAddress.v4(0x0A000001));
        assertThat(kept("ip", IpAddress.v6(1, 2))).isEqualTo(IpAddress.v6(1, 2));
        assertThat(kept("list", List.of("a", "é".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(List.of("a", "\u00c3\u00a9"));
        assertThat(kept("map", Map.of("ü", List.of(1, 2L)))).isEqualTo(Map.of("\u00c3\u00bc", List.of(1L, 2L)));
    }

    @Test
    void aValueOfAnotherTypeIsRefusedByFieldAndTypes() {
        assertRefused("flag", "true", "flag", "Bool", "java.lang.String");
        assertRefused("number", 1.5, "number", "Int", "java.lang.Double");
        assertRefused("number", "7", "Int");
        assertRefused("text", 7, "Bytes", "java.lang.Integer");
        assertRefused("ip", 7, "Ip");
        assertRefused("ip", "300.1.1.1", "300.1.1.1");
        assertRefused("list", "a", "Array of Bytes");
        assertRefused("list", List.of(7), "list", "Bytes");
        assertRefused("map", List.of(), "Map of Array of Int");
        assertRefused("map", Map.of("k", 7), "Array of Int");
        assertRefused("map", Map.of(7, List.of(7)), "Bytes");
        assertRefused("list", Collections.singletonList(null), "null");
        assertRefused("text", null, "null");
    }

    private static void assertRefused(String field, Object value, String... told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kept(field, value))
                .satisfies(e -> assertThat(e.getMessage()).contains(told));
    }

    @Test
    void unknownFieldsAndFieldsOfOtherSchemasAreRefused() {
        assertRefused("nothing", 1, "nothing");
        Schema other = SCHEMA.toBuilder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Facts.builder(SCHEMA).set(other.field("flag"), true))
                .withMessageContaining("flag");
        Schema longer = SCHEMA.toBuilder().field("more", ValueType.INT).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Facts.builder(SCHEMA).set(longer.field("more"), 1));
    }

    @Test
    void whatIsBuiltDoesNotChangeAnyMore() {
        List<Object> list = new ArrayList<>(Arrays.asList("a", "b"));
        Map<String, Object> map = new HashMap<>(Map.of("k", List.of(1)));
        Facts.Builder builder = Facts.builder(SCHEMA).set("list", list).set("map", map);
        Facts facts = builder.build();
        list.clear();
        map.clear();
        builder.set("list", List.of("c"));
        assertThat(facts.value(SCHEMA.field("list"))).isEqualTo(List.of("a", "b"));
        assertThat(facts.value(SCHEMA.field("map"))).isEqualTo(Map.of("k", List.of(1L)));
        assertThat(facts.value(SCHEMA.field("text"))).isNull();
        assertThat(builder.build().value(SCHEMA.field("list"))).isEqualTo(List.of("c"));
    }
}
