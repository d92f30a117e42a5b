package dev.flyball.core.rules.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.rules.RuleEngine;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;

class BucketsProperties {
    @Property
    void aBucketDependsOnSaltAndKeyAlone(@ForAll @NotBlank String salt, @ForAll String key) {
        int bucket = Buckets.of(salt).bucketOf(key);
        assertThat(bucket).isBetween(0, Buckets.COUNT - 1);
        assertThat(Buckets.of(salt).bucketOf(new StringBuilder(key))).isEqualTo(bucket);
    }

    @Example
    void keysAreSpreadEvenlyAndAnewForEachSalt() {
        int keys = 100_000;
        for (String salt : new String[] {"one", "two"}) {
            Buckets buckets = Buckets.of(salt);
            int below = 0;
            for (int i = 0; i < keys; i++) {
                below += buckets.bucketOf("client-" + i) < 1_000 ? 1 : 0;
            }
            // Ten standard deviations of a binomial distribution.
            assertThat(below).isBetween(9_050, 10_950);
        }
        int both = 0;
        for (int i = 0; i < keys; i++) {
            String key = "client-" + i;
            both += Buckets.of("one").bucketOf(key) < 1_000 && Buckets.of("two").bucketOf(key) < 1_000 ? 1 : 0;
        }
        assertThat(both).isBetween(700, 1_300);
    }

    @Example
    void theDocumentedVectorsHold() {
        assertThat(Buckets.of("0123456789abcdef0123456789abcdef").bucketOf("203.0.113.7"))
                .isEqualTo(9949);
        assertThat(Buckets.of("0123456789abcdef0123456789abcdef").bucketOf("")).isEqualTo(1914);
        assertThat(Buckets.of("2026-11-24 canary").bucketOf("kunde-ä")).isEqualTo(7172);
    }

    @Example
    void whatIsBehindTheCharsThatCountDoesNotMatter() {
        Buckets buckets = Buckets.of("salt");
        String key = "x".repeat(RuleEngine.MAX_KEY_LENGTH);
        assertThat(buckets.bucketOf(key + "y")).isEqualTo(buckets.bucketOf(key));
        assertThat(buckets.bucketOf(key.substring(1))).isNotEqualTo(buckets.bucketOf(key));
    }
}
