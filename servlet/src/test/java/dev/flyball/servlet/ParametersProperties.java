package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Query strings, forms and percent-encoding, whatever bytes they have. */
class ParametersProperties {
    @Provide
    Arbitrary<String> bytes() {
        return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> encodedBytes() {
        return Arbitraries.strings().withChars("%aAfF09gG+&=; \u00e4").ofMaxLength(30);
    }

    @Property
    void whatWasEncodedIsDecoded(@ForAll("bytes") String name, @ForAll("bytes") String value) {
        String encoded = URLEncoder.encode(name, StandardCharsets.ISO_8859_1) + "="
                + URLEncoder.encode(value, StandardCharsets.ISO_8859_1);
        Parameters parsed = Parameters.ofQuery(encoded + "&&" + encoded, true, 2);
        assertThat(parsed.names()).containsExactly(name, name);
        assertThat(parsed.values()).containsExactly(value, value);
        assertThat(parsed.byName()).containsOnlyKeys(name).containsEntry(name, List.of(value, value));
    }

    @Property
    void decodingAgreesWithTheJdkWhereThatDecodes(@ForAll("encodedBytes") String text) {
        String ours = PercentEncoding.decode(text, 0, text.length(), true);
        if (text.matches("([^%]|%[0-9A-Fa-f]{2})*")) {
            assertThat(ours).isEqualTo(URLDecoder.decode(text, StandardCharsets.ISO_8859_1));
        } else {
            // Nothing is invented: each char is one of the text, or stands for three.
            assertThat(ours.length()).isBetween(text.length() / 3, text.length());
        }
    }

    @Property
    void whatIsNotDecodedStaysAsItIs(@ForAll("encodedBytes") String text) {
        Parameters raw = Parameters.ofQuery(text, false, 100);
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < raw.names().size(); i++) {
            joined.append(raw.names().get(i)).append(raw.values().get(i));
        }
        String withoutSeparators = text.replace("&", "").replace("=", "");
        assertThat(joined.toString().replace("=", "")).isEqualTo(withoutSeparators);
    }

    @Property
    void cookiesKeepTheirValues(@ForAll("bytes") String text) {
        Parameters cookies = Parameters.ofCookies(text, 100);
        assertThat(cookies.names()).allSatisfy(name -> assertThat(name).doesNotContain(";", "="));
        assertThat(cookies.values()).allSatisfy(value -> assertThat(text).contains(value));
    }
}
