package dev.flyball.core.rules.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.SettingDescriptor;
import org.junit.jupiter.api.Test;

/** The settings file for Flight Recorder names all events and their settings, and nothing else. */
class SettingsFileTest {
    private static final Path FILE = Path.of("..", "docs", "flyball.jfc");

    private static Map<String, String> settings() throws Exception {
        try (Reader reader = Files.newBufferedReader(FILE)) {
            return Configuration.create(reader).getSettings();
        }
    }

    /** All event classes of this package, as the compiler left them. */
    private static List<EventType> types() throws Exception {
        Path classes = Path.of(FlyballEvent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(FlyballEvent.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Event.class"))
                    .filter(name -> !name.equals("FlyballEvent.class") && !name.equals("ChangeEvent.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .map(SettingsFileTest::type)
                    .toList();
        }
    }

    private static EventType type(String name) {
        try {
            return EventType.getEventType(Class.forName(FlyballEvent.class.getPackageName() + "." + name)
                    .asSubclass(Event.class));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyEventIsInTheFileAndNoOther() throws Exception {
        Set<String> named = settings().keySet().stream()
                .map(key -> key.substring(0, key.indexOf('#')))
                .collect(Collectors.toSet());
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        types().stream().map(EventType::getName).toList());
    }

    @Test
    void everySettingIsOneThatItsEventHas() throws Exception {
        Set<String> known = types().stream()
                .flatMap(type -> type.getSettingDescriptors().stream()
                        .map(SettingDescriptor::getName)
                        .map(setting -> type.getName() + "#" + setting))
                .collect(Collectors.toSet());
        // An event has a period only while something records.
        known.add("dev.flyball.RuleAccount#period");
        known.add("dev.flyball.EngineAccount#period");
        assertThat(known).containsAll(settings().keySet());
    }

    @Test
    void onlyTheEventOfEachRequestIsOff() throws Exception {
        Map<String, String> settings = settings();
        assertThat(types())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(settings)
                        .containsEntry(
                                type.getName() + "#enabled",
                                String.valueOf(!type.getName().equals("dev.flyball.Evaluation"))));
    }
}
