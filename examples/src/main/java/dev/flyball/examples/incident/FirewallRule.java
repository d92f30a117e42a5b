package dev.flyball.examples.incident;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that both firewalls can have: a regex that is looked for in one part of a request.
 *
 * @param simulated whether a match is only noted
 */
record FirewallRule(String id, Part part, String regex, boolean simulated) {
    /** What is looked at; the constants' fields are its names in the rule language. */
    enum Part {
        URI("http.request.uri"),
        BODY("http.request.body.raw");

        private final String field;

        Part(String field) {
            this.field = field;
        }
    }

    /** What the gateway has on an ordinary day. */
    static final List<FirewallRule> ORDINARY = List.of(
            enforced("sql-in-uri", Part.URI, "(?i)\\bunion(?:\\s|\\+|%20)+select\\b"),
            enforced("script-in-uri", Part.URI, "(?i)(?:<|%3c)script"),
            enforced("traversal", Part.URI, "(?:\\.\\./){2}"),
            enforced("sql-in-body", Part.BODY, "(?i)\\bunion\\s+select\\b"),
            enforced("script-in-body", Part.BODY, "(?i)<script[^>]*>"),
            enforced("jndi-in-body", Part.BODY, "\\$\\{jndi:(?:ldap|rmi|dns):"));

    /**
     * The regex of 2 July 2019, as the report on the outage has it (https://blog.cloudflare.com/details-of-the-cloudflare-outage-on-july-2-2019/),
     * with the braces of {@code {}} escaped, which java.util.regex wants. It was to find JavaScript.
     */
    private static final String OF_2019 =
            "(?:(?:\\\"|'|\\]|\\}|\\\\|\\d|(?:nan|infinity|true|false|null|undefined|symbol|math)|\\`|\\-|\\+)+"
                    + "[)]*;?((?:\\s|-|~|!|\\{\\}|\\|\\||\\+)*.*(?:.*=.*)))";

    static final FirewallRule URI_2019 = enforced("of-2019-uri", Part.URI, OF_2019);
    static final FirewallRule BODY_2019 = enforced("of-2019-body", Part.BODY, OF_2019);

    private static FirewallRule enforced(String id, Part part, String regex) {
        return new FirewallRule(id, part, regex, false);
    }

    FirewallRule asSimulated() {
        return new FirewallRule(id, part, regex, true);
    }

    /** The rules as a file of Flyball's. */
    static String yaml(List<FirewallRule> rules) {
        return rules.stream()
                .map(rule -> """
                          - id: %s
                            when: '%s matches r#"%s"#'
                            then: block
                            mode: %s
                        """.formatted(
                                rule.id,
                                rule.part.field,
                                rule.regex.replace("'", "''"),
                                rule.simulated ? "simulate" : "enforce"))
                .collect(Collectors.joining("", "rules:\n", ""));
    }
}
