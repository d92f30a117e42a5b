package dev.flyball.examples.incident;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A firewall as many are written: a list of patterns of {@link Pattern}, tried one after the other. Simulated ones are tried
 * too, and their matches would go to a log.
 */
final class JavaRegexFirewall implements Firewall {
    private record Compiled(FirewallRule rule, Pattern pattern) {}

    private volatile List<Compiled> rules = compiled(FirewallRule.ORDINARY);

    private static List<Compiled> compiled(List<FirewallRule> rules) {
        return rules.stream()
                .map(rule -> new Compiled(rule, Pattern.compile(rule.regex())))
                .toList();
    }

    @Override
    public boolean refuses(String client, String uri, String body) {
        boolean refused = false;
        for (Compiled compiled : rules) {
            String part = switch (compiled.rule.part()) {
                case URI -> uri;
                case BODY -> body;
            };
            boolean found = compiled.pattern.matcher(part).find();
            refused |= found && !compiled.rule.simulated();
        }
        return refused;
    }

    @Override
    public void operate(Command command) {
        rules = switch (command) {
            case SIMULATE_EVERYWHERE ->
                compiled(Stream.concat(
                                FirewallRule.ORDINARY.stream(),
                                Stream.of(FirewallRule.URI_2019.asSimulated(), FirewallRule.BODY_2019.asSimulated()))
                        .toList());
            case ROLL_BACK -> compiled(FirewallRule.ORDINARY);
            case ROLL_OUT, BLOCK_EVERYWHERE, KILL, GREEDY_EVERYWHERE ->
                throw new UnsupportedOperationException(command + " on java.util.regex");
        };
    }
}
