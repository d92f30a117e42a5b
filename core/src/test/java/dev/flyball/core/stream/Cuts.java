package dev.flyball.core.stream;

import dev.flyball.Meter;
import dev.flyball.regex.RegexSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Ways to cut a text into pieces: their lengths in turn, which begin again after the last. */
record Cuts(List<Integer> lengths) {
    /** Pieces of one char, of a few, of some tens, and of thousands; some are empty. */
    static Arbitrary<Cuts> any() {
        Arbitrary<Integer> length = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(4, Arbitraries.just(1)),
                Tuple.of(4, Arbitraries.integers().between(2, 10)),
                Tuple.of(3, Arbitraries.integers().between(50, 140)),
                Tuple.of(1, Arbitraries.integers().between(4_000, 9_000)));
        return length.list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(lengths -> new Cuts(lengths.stream().anyMatch(l -> l > 0) ? lengths : List.of(1)));
    }

    List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < text.length(); i++) {
            int end = Math.min(text.length(), at + lengths.get(i % lengths.size()));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    /** What a stream answers for the text in these pieces. */
    BitSet answer(RegexSet set, String text, Meter meter) {
        RegexSet.Stream stream = set.stream(meter);
        pieces(text).forEach(stream::feed);
        return stream.finish();
    }
}
