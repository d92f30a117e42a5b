package dev.flyball.benchmarks.corpus;

import dev.flyball.benchmarks.engine.PatternSpec;
import dev.flyball.benchmarks.engine.Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a firewall asks about each request: the patterns of the OWASP Core Rule Set, and values of request fields, one
 * byte a char.
 */
public final class RequestValues {
    private static final long SEED = 20190702;

    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");

    private RequestValues() {}

    /** The distinct patterns, in the order of the rules. */
    public static List<PatternSpec> patterns(Corpus corpus) {
        return corpus.rows("crs/patterns.tsv", 5).stream()
                .map(row -> row[4])
                .distinct()
                .map(PatternSpec::ofValues)
                .toList();
    }

    /** Half of them attacks, half benign. */
    public static List<Text> hot(Corpus corpus) {
        return corpus.rows("crs/values.tsv", 3).stream()
                .map(row -> Text.latin1(Corpus.latin1(row[2])))
                .toList();
    }

    /**
     * Different benign values, as one request after another brings them: paths, queries, arguments, headers and bodies
     * of the corpus, then the same with other digits, identifiers and words. The same in every run.
     */
    public static List<Text> benign(Corpus corpus, int size) {
        List<String> seeds = seeds(corpus);
        List<String> words = seeds.stream()
                .flatMap(NOT_LETTERS::splitAsStream)
                .filter(word -> word.length() >= 4)
                .distinct()
                .toList();
        Random random = new Random(SEED);
        Set<String> values = new LinkedHashSet<>(seeds);
        for (int i = 0; values.size() < size; i++) {
            values.add(varied(seeds.get(i % seeds.size()), words, random));
        }
        return values.stream().limit(size).map(Text::latin1).toList();
    }

    private static List<String> seeds(Corpus corpus) {
        Set<String> values = new LinkedHashSet<>();
        for (String[] row : corpus.rows("crs/values.tsv", 3)) {
            if (row[0].equals("benign")) {
                values.add(Corpus.latin1(row[2]));
            }
        }
        for (String[] row : corpus.rows("crs/requests.tsv", 5)) {
            if (row[0].equals("benign")) {
                addTarget(Corpus.latin1(row[2]), values);
                Corpus.latin1(row[3]).lines().forEach(header -> values.add(header.substring(header.indexOf(':') + 2)));
            }
        }
        values.remove("");
        return new ArrayList<>(values);
    }

    private static void addTarget(String target, Set<String> values) {
        int query = target.indexOf('?');
        values.add(query < 0 ? target : target.substring(0, query));
        if (query >= 0) {
            values.add(target.substring(query + 1));
            for (String argument : target.substring(query + 1).split("&", -1)) {
                values.add(
                        URLDecoder.decode(argument.substring(argument.indexOf('=') + 1), StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Other digits everywhere, other letters in runs that have digits, here and there another word. */
    private static String varied(String value, List<String> words, Random random) {
        StringBuilder varied = new StringBuilder();
        int at = 0;
        while (at < value.length()) {
            int end = at;
            boolean digits = false;
            while (end < value.length() && isAlphanumeric(value.charAt(end))) {
                digits |= value.charAt(end) <= '9';
                end++;
            }
            String run = value.substring(at, end);
            if (digits) {
                run.chars().forEach(c -> varied.append(other((char) c, random)));
            } else if (run.length() >= 4 && run.equals(run.toLowerCase(Locale.ROOT)) && random.nextInt(4) == 0) {
                varied.append(words.get(random.nextInt(words.size())));
            } else {
                varied.append(run);
            }
            if (end < value.length()) {
                varied.append(value.charAt(end++));
            }
            at = end;
        }
        return varied.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static char other(char c, Random random) {
        if (c <= '9') {
            return (char) ('0' + random.nextInt(10));
        }
        if (c >= 'a' && c <= 'f') {
            return (char) ('a' + random.nextInt(6));
        }
        return c >= 'g' ? (char) ('g' + random.nextInt(20)) : c;
    }
}
