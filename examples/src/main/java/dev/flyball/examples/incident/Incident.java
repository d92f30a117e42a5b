package dev.flyball.examples.incident;

import dev.flyball.examples.incident.Firewall.Command;
import dev.flyball.rules.EngineEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Replays the outage of 2 July 2019 and draws what it does to ordinary requests. The two gateways run one after the other, so that
 * each has the machine for itself.
 *
 * <pre>
 * options: --out FILE       where the drawing goes; incident.svg by default
 *          --seconds N      how long each part takes at least; 8 by default
 * </pre>
 */
public final class Incident {
    private static final String USAGE = "usage: [--out FILE] [--seconds N]";
    private final Duration warmUp;
    private final Duration part;

    private Incident(Duration warmUp, Duration part) {
        this.warmUp = warmUp;
        this.part = part;
    }

    /** Runs all of it, about two minutes. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of("incident.svg");
        int seconds = 8;
        try {
            for (int i = 0; i < args.length; i += 2) {
                String value = i + 1 < args.length ? args[i + 1] : "";
                switch (args[i]) {
                    case "--out" -> out = Path.of(value);
                    case "--seconds" -> seconds = Integer.parseInt(value);
                    default -> throw new IllegalArgumentException(args[i]);
                }
            }
            if (seconds < 1 || seconds > 3_600) {
                throw new IllegalArgumentException("seconds: " + seconds);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(USAGE);
            System.exit(1);
        }
        List<Timeline> timelines = run(Duration.ofSeconds(5), Duration.ofSeconds(seconds));
        Files.writeString(out, new TimelineChart(timelines).svg());
        System.out.println("Drawn in " + out + ".");
    }

    /** Both gateways, one after the other. */
    static List<Timeline> run(Duration warmUp, Duration part) throws IOException {
        Incident incident = new Incident(warmUp, part);
        return List.of(incident.onJavaRegex(), incident.onFlyball());
    }

    private Timeline onJavaRegex() throws IOException {
        try (Act act = Act.begin(Gateway.JAVA_REGEX, warmUp)) {
            act.goOn(part);
            act.operate(Command.SIMULATE_EVERYWHERE, "the rules of 2019 come, simulated, everywhere");
            act.goOn(part);
            act.operate(Command.ROLL_BACK, "rolled back");
            act.goOn(part);
            return act.end();
        }
    }

    private Timeline onFlyball() throws IOException {
        try (Act act = Act.begin(Gateway.FLYBALL, warmUp)) {
            act.goOn(part);
            act.operate(Command.SIMULATE_EVERYWHERE, "the rules of 2019 come, simulated, everywhere");
            act.goOn(part);
            act.operate(Command.ROLL_BACK, "rolled back");
            act.goOn(part.dividedBy(2));
            act.operate(Command.ROLL_OUT, "they come in stages, to block");
            act.goOnUntil(EngineEvent.Kind.ROLLED_BACK);
            act.goOn(part.dividedBy(2));
            act.operate(Command.BLOCK_EVERYWHERE, "the one for URIs blocks, everywhere");
            act.goOn(part.dividedBy(2));
            act.operate(Command.KILL, "killed");
            act.goOn(part.dividedBy(2));
            act.operate(Command.GREEDY_EVERYWHERE, "a greedy rule comes, everywhere");
            act.goOnUntil(EngineEvent.Kind.BREAKER_OPENED);
            act.goOn(part.dividedBy(2));
            return act.end();
        }
    }
}
