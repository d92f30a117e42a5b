package dev.flyball.benchmarks.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Rules and requests made by numbers, the same in every run. A rule is a condition for our engine and the equivalent one
 * in CEL.
 */
public final class RuleTexts {
    private static final int RULES_OF_A_TENANT = 10;

    private RuleTexts() {}

    /** One rule in two languages. */
    public record Text(String flyball, String cel) {}

    /** Rules of tenants: host, beginning of the path and a header; every tenth with a regex if they are wanted. */
    public static List<Text> tenants(int rules, boolean regexes) {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            String host = host(i / RULES_OF_A_TENANT);
            String prefix = "/api/v" + i % 7 + "/";
            String kind = "kind" + i % 5;
            String regex = "item/[a-z]{2,8}" + i + "$";
            boolean hasRegex = regexes && i % 10 == 0;
            texts.add(new Text(
                    "http.host eq \"" + host + "\" and starts_with(http.request.uri.path, \"" + prefix
                            + "\") and any(http.request.headers[\"x-kind\"][*] eq \"" + kind + "\")"
                            + (hasRegex ? " and http.request.uri.path matches \"" + regex + "\"" : ""),
                    "host == \"" + host + "\" && path.startsWith(\"" + prefix
                            + "\") && \"x-kind\" in headers && headers[\"x-kind\"].exists(k, k == \"" + kind + "\")"
                            + (hasRegex ? " && path.matches(\"" + regex + "\")" : "")));
        }
        return texts;
    }

    /** Rules that ask for a regex in the path alone, each another one. */
    public static List<Text> paths(int rules) {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            String regex = "^/shop/[a-z]{2,12}/" + word(i) + "[0-9]+";
            texts.add(new Text("http.request.uri.path matches \"" + regex + "\"", "path.matches(\"" + regex + "\")"));
        }
        return texts;
    }

    /** Rules of equality and prefix, for event-ruler beside our engine: the host and the beginning of the path. */
    public static List<String> hostsAndPrefixes(int rules) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            texts.add("http.host eq \"" + host(i / RULES_OF_A_TENANT) + "\" and starts_with(http.request.uri.path, \""
                    + prefix(i) + "\")");
        }
        return texts;
    }

    /** The same for event-ruler. */
    public static List<String> eventRules(int rules) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            texts.add("{\"host\":[\"" + host(i / RULES_OF_A_TENANT) + "\"],\"path\":[{\"prefix\":\"" + prefix(i)
                    + "\"}]}");
        }
        return texts;
    }

    private static String prefix(int rule) {
        return "/api/v" + rule % 7 + "/" + (char) ('a' + rule % 11);
    }

    private static String host(int tenant) {
        return "t" + tenant + ".shop.example.com";
    }

    /** A word for each number, which is in no other one. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder("q");
        for (int rest = number + 1; rest > 0; rest /= 20) {
            word.append((char) ('a' + rest % 20));
        }
        return word.append('z').toString();
    }

    /** Different requests to the tenants of so many rules; one of eight is to a host that nobody has. */
    public static List<Request> requests(int rules, int count) {
        int tenants = Math.max(1, rules / RULES_OF_A_TENANT);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String host = i % 8 == 7 ? "www.example.org" : host((int) (i * 7919L % tenants));
            String path = i % 3 == 0
                    ? "/shop/things/" + word((int) (i * 6151L % Math.max(1, rules))) + i
                    : "/api/v" + i % 7 + "/" + (char) ('a' + i % 11) + "/item/things" + i;
            requests.add(new Request(host, i % 4 == 0 ? "POST" : "GET", path, "kind" + i % 5));
        }
        return requests;
    }

    /** A rule file, every rule only logging. */
    public static String yaml(List<String> conditions) {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < conditions.size(); i++) {
            yaml.append("  - id: r").append(i).append("\n    when: |\n      ").append(conditions.get(i));
            yaml.append("\n    then: log\n");
        }
        return conditions.isEmpty() ? "rules: []" : yaml.toString();
    }
}
