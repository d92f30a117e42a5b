package dev.flyball.core.rules.deploy;

import static dev.flyball.core.rules.deploy.WatchedSource.AT_ONCE;
import static dev.flyball.core.rules.deploy.WatchedSource.SCHEMA;
import static dev.flyball.core.rules.deploy.WatchedSource.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.rules.Deployment;
import dev.flyball.rules.Diagnostic;
import dev.flyball.rules.EngineEvent.Kind;
import dev.flyball.rules.Rollout;
import dev.flyball.rules.RuleOptions;
import dev.flyball.rules.RuleSet;
import dev.flyball.rules.RuleSource;
import dev.flyball.rules.SourceStatus;
import dev.flyball.rules.SourceStatus.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule files that change on a real file system. */
class WatchedFilesTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = directory.resolve("rules.yaml");
        Files.writeString(file, rules("start"));
    }

    private WatchedSource watched() {
        return new WatchedSource(RuleSource.of(file));
    }

    private WatchedSource watchedDirectory() {
        return new WatchedSource(RuleSource.of(directory));
    }

    private void replace(String text) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whatIsLiveAlreadyIsNotDeployedAgain() {
        WatchedSource watched = watched();
        SourceStatus status = watched.settle();
        assertThat(status.state()).isEqualTo(State.DEPLOYED);
        assertThat(status.version()).isEqualTo(watched.engine.live().version());
        watched.settle();
        assertThat(watched.asked).isZero();
        assertThat(watched.engine.history()).hasSize(1);
        assertThat(watched.events).isEmpty();
    }

    @Test
    void anAtomicReplaceIsDeployedOnceThroughTheHostsRollout() throws IOException {
        WatchedSource watched = watched();
        watched.settle();
        replace(rules("a", "b"));
        assertThat(watched.poll().state()).isEqualTo(State.SETTLING);
        assertThat(watched.live()).containsExactly("start");
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.live()).containsExactly("a", "b");
        watched.settle();
        assertThat(watched.asked).isEqualTo(1);
        assertThat(watched.engine.history().get(0).reason()).isEqualTo("a change of " + file);
        assertThat(watched.told()).isEmpty();
    }

    @Test
    void halfOfAFileIsNeverDeployed() throws IOException {
        WatchedSource watched = watched();
        watched.settle();
        String half = rules("a");
        String whole = rules("a", "b");
        Files.writeString(file, half);
        watched.poll();
        Files.writeString(file, whole.substring(0, whole.length() - 10));
        assertThat(watched.poll().state()).isEqualTo(State.SETTLING);
        Files.writeString(file, whole);
        assertThat(watched.poll().state()).isEqualTo(State.SETTLING);
        watched.poll();
        assertThat(watched.live()).containsExactly("a", "b");
        assertThat(watched.engine.history()).hasSize(2);
        assertThat(watched.told()).isEmpty();
    }

    @Test
    void aSwappedLinkIsSeenAsKubernetesDoesIt() throws IOException {
        Path mount = Files.createDirectory(directory.resolve("mount"));
        Path first = Files.createDirectory(mount.resolve("..2026_01_01"));
        Files.writeString(first.resolve("a.yaml"), rules("a1"));
        Files.writeString(first.resolve("b.yaml"), rules("b1"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(mount.resolve("a.yaml"), Path.of("..data", "a.yaml"));
        Files.createSymbolicLink(mount.resolve("b.yaml"), Path.of("..data", "b.yaml"));
        WatchedSource watched = new WatchedSource(RuleSource.of(mount));
        WatchedSource watchedFile = new WatchedSource(RuleSource.of(mount.resolve("a.yaml")));
        watched.settle();
        watchedFile.settle();
        assertThat(watched.live()).containsExactly("a1", "b1");
        assertThat(watchedFile.live()).containsExactly("a1");

        Path second = Files.createDirectory(mount.resolve("..2026_01_02"));
        Files.writeString(second.resolve("a.yaml"), rules("a2"));
        Files.writeString(second.resolve("b.yaml"), rules("b2"));
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2026_01_02"));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        watched.settle();
        watchedFile.settle();
        assertThat(watched.live()).containsExactly("a2", "b2");
        assertThat(watchedFile.live()).containsExactly("a2");
    }

    @Test
    void aChangeThatSizeAndTimeDoNotShowIsSeen() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        WatchedSource watched = watched();
        watched.settle();
        Files.writeString(file, rules("other"));
        Files.setLastModifiedTime(file, time);
        watched.settle();
        assertThat(watched.live()).containsExactly("other");
        Files.writeString(file, rules("third"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        watched.settle();
        assertThat(watched.live()).containsExactly("third");
    }

    @Test
    void aFileThatWasTouchedIsNotDeployedAgain() throws IOException {
        WatchedSource watched = watched();
        replace(rules("a"));
        watched.settle();
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        replace(rules("a"));
        assertThat(watched.poll().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.asked).isEqualTo(1);
    }

    @Test
    void aDeletedFileIsToldOnceAndTheRulesStay() throws IOException {
        WatchedSource watched = watched();
        replace(rules("a"));
        watched.settle();
        Files.delete(file);
        watched.poll();
        assertThat(watched.told()).isEmpty();
        SourceStatus status = watched.settle();
        watched.settle();
        assertThat(status.state()).isEqualTo(State.UNREADABLE);
        assertThat(status.problem()).isEqualTo(file + " is not there");
        assertThat(watched.live()).containsExactly("a");
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED);
        assertThat(watched.told().get(0).detail()).isEqualTo(file + ": " + file + " is not there");
        assertThat(watched.engine.status().toString()).contains("source: " + file + ": UNREADABLE");

        Files.writeString(file, rules("a"));
        watched.poll();
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED, Kind.SOURCE_RECOVERED);
        assertThat(watched.watcher.status().problem()).isNull();
        assertThat(watched.asked).isEqualTo(1);
    }

    @Test
    void aFileThatIsMissingForAMomentIsNotTold() throws IOException {
        WatchedSource watched = watched();
        watched.settle();
        Files.delete(file);
        watched.poll();
        Files.writeString(file, rules("b"));
        watched.settle();
        assertThat(watched.live()).containsExactly("b");
        assertThat(watched.told()).isEmpty();
    }

    @Test
    void aFileWithoutPermissionIsToldOnceAndTheRulesStay() throws IOException {
        WatchedSource watched = watched();
        watched.settle();
        Files.writeString(file, rules("a"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(file)) {
            // A superuser may read everything, but not a link that leads to itself.
            Files.delete(file);
            Files.createSymbolicLink(file, file);
        }
        watched.settle();
        assertThat(watched.settle().state()).isEqualTo(State.UNREADABLE);
        assertThat(watched.live()).containsExactly("start");
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED);
        assertThat(watched.told().get(0).detail()).contains(file.toString());
        replace(rules("a"));
        watched.settle();
        assertThat(watched.live()).containsExactly("a");
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED, Kind.SOURCE_RECOVERED);
    }

    @Test
    void filesOfADirectoryComeGoAndChangeTheirNames() throws IOException {
        WatchedSource watched = watchedDirectory();
        watched.settle();
        assertThat(watched.live()).containsExactly("start");

        Files.writeString(directory.resolve("10-more.yml"), rules("more"));
        watched.settle();
        assertThat(watched.live()).containsExactly("more", "start");

        Files.writeString(
                directory.resolve("last.json"), "{\"rules\": [{\"id\": \"j\", \"when\": \"ssl\", \"then\": \"log\"}]}");
        Files.writeString(directory.resolve("sub.txt"), "no rules");
        watched.settle();
        assertThat(watched.live()).containsExactly("more", "j", "start");

        Files.move(directory.resolve("10-more.yml"), directory.resolve("z.yml"));
        watched.settle();
        assertThat(watched.live()).containsExactly("j", "start", "more");

        Files.delete(file);
        watched.settle();
        assertThat(watched.live()).containsExactly("j", "more");
        assertThat(watched.told()).isEmpty();
        assertThat(watched.engine.history()).hasSize(5);
    }

    @Test
    void aFileOfADirectoryThatKeepsItsPlaceUnderANewNameChangesNothing() throws IOException {
        WatchedSource watched = watchedDirectory();
        watched.settle();
        Files.move(file, directory.resolve("renamed.yaml"));
        assertThat(watched.settle().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.asked).isZero();
    }

    @Test
    void whatEditorsLeaveBehindIsNotRead() throws IOException {
        for (String name : List.of(
                ".rules.yaml",
                ".rules.yaml.swp",
                ".#rules.yaml",
                "#rules.yaml#",
                "#a.yaml",
                "rules.yaml~",
                "rules.yaml.tmp",
                "rules.yaml.bak",
                "4913",
                "rules.yaml___jb_tmp___",
                "rules.yaml.orig")) {
            Files.writeString(directory.resolve(name), "not: [rules");
        }
        Files.createDirectory(directory.resolve("sub.yaml"));
        WatchedSource watched = watchedDirectory();
        assertThat(watched.settle().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void whatOnlyLooksLikeARuleFileIsToldOnce() throws IOException {
        WatchedSource watched = watchedDirectory();
        watched.settle();
        Files.writeString(directory.resolve("Extra.YAML"), "rules: []");
        Files.createDirectory(directory.resolve("sub.yml"));
        Files.writeString(directory.resolve("notes.txt"), "none");
        watched.settle();
        watched.settle();
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_LEFT_OUT, Kind.SOURCE_LEFT_OUT);
        assertThat(watched.told().get(0).detail())
                .contains("Extra.YAML: this is not read, as its name does not end in .yaml, .yml or .json");
        assertThat(watched.told().get(1).detail()).contains("sub.yml: this is not read, as it is no file");

        Files.delete(directory.resolve("Extra.YAML"));
        watched.settle();
        Files.writeString(directory.resolve("more.YML"), "rules: []");
        watched.settle();
        assertThat(watched.kinds()).hasSize(3);
        assertThat(watched.told().get(2).detail()).contains("more.YML");
        assertThat(watched.settle().state()).isEqualTo(State.DEPLOYED);
        assertThat(watched.asked).isZero();
    }

    @Test
    void whatIsNotReadBringsNoRulesBackThatWereReplacedByHand() throws IOException {
        WatchedSource watched = watchedDirectory();
        Files.writeString(file, Files.readString(file) + "\n# changed\n");
        watched.settle();
        watched.engine.deploy(
                RuleSet.parse("none.yaml", "rules: []", watched.engine.live().schema()), Rollout.immediate("by hand"));
        Files.writeString(directory.resolve("Extra.YAML"), "rules: []");
        assertThat(watched.settle().state()).isEqualTo(State.REPLACED);
        Files.move(file, directory.resolve("renamed.yaml"));
        assertThat(watched.settle().state()).isEqualTo(State.REPLACED);
        assertThat(watched.live()).isEmpty();
    }

    @Test
    void aDirectoryWithoutRuleFilesIsAnErrorAndNotAnEndOfAllRules() throws IOException {
        WatchedSource watched = watchedDirectory();
        watched.settle();
        Files.delete(file);
        assertThat(watched.settle().state()).isEqualTo(State.UNREADABLE);
        assertThat(watched.live()).containsExactly("start");
        assertThat(watched.told().get(0).detail()).contains("no rule file");
    }

    @Test
    void aLinkThatLeadsNowhereLosesNoRulesInSilence() throws IOException {
        WatchedSource watched = watchedDirectory();
        watched.settle();
        Files.createSymbolicLink(directory.resolve("more.yaml"), directory.resolve("gone.yaml"));
        assertThat(watched.settle().state()).isEqualTo(State.UNREADABLE);
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void onlyRegularFilesAreRead() {
        WatchedSource watched = new WatchedSource(RuleSource.of(Path.of("/dev/null")));
        assertThat(watched.settle().state()).isEqualTo(State.UNREADABLE);
    }

    @Test
    void aHugeFileIsReadNoFurtherThanItMayBeLong() throws IOException {
        RuleOptions options = RuleOptions.builder().maxFileLength(10_000).build();
        WatchedSource watched = new WatchedSource(RuleSource.of(file), AT_ONCE, options);
        watched.settle();
        // Sparse, so that it takes no place: a terabyte, which nobody could read.
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(1L << 40).write(ByteBuffer.wrap(new byte[] {'x'}));
        }
        SourceStatus status = watched.settle();
        assertThat(status.state()).isEqualTo(State.UNREADABLE);
        assertThat(status.problem()).contains(file.toString()).contains("more than 10000 chars");
        watched.settle();
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED);
    }

    @Test
    void filesThatAreTooLongTogetherAreNotReadToTheEnd() throws IOException {
        RuleOptions options = RuleOptions.builder()
                .maxFileLength(rules("start").length() + 10)
                .build();
        WatchedSource watched = new WatchedSource(RuleSource.of(directory), AT_ONCE, options);
        watched.settle();
        Files.writeString(directory.resolve("more.yaml"), rules("a"));
        SourceStatus status = watched.settle();
        assertThat(status.state()).isEqualTo(State.UNREADABLE);
        assertThat(status.problem()).contains("together");
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void badRulesAreToldOnceWithAllProblemsAndOnceMoreWhenTheyChange() throws IOException {
        WatchedSource watched = watchedDirectory();
        watched.settle();
        Files.writeString(file, "rules: [{id: a, when: nothing, then: log}, {id: b, when: ssl, then: what}]");
        Files.writeString(directory.resolve("more.yaml"), "rules: 3");
        SourceStatus status = watched.settle();
        assertThat(status.state()).isEqualTo(State.REFUSED);
        assertThat(status.diagnostics())
                .extracting(Diagnostic::file)
                .containsExactly(directory.resolve("more.yaml").toString(), file.toString(), file.toString());
        assertThat(watched.live()).containsExactly("start");
        for (int i = 0; i < 10; i++) {
            watched.poll();
        }
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED);
        assertThat(watched.told().get(0).detail())
                .contains("nothing")
                .contains("what")
                .contains("more.yaml:1:8");

        Files.writeString(directory.resolve("more.yaml"), "rules: 4");
        watched.settle();
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED, Kind.SOURCE_FAILED);
        assertThat(watched.asked).isZero();
    }

    @Test
    void theLiveRulesAgainEndAnError() throws IOException {
        WatchedSource watched = watched();
        watched.settle();
        replace("rules: 3");
        watched.settle();
        replace(rules("start"));
        assertThat(watched.poll().problem()).as("while it settles").isNotNull();
        SourceStatus status = watched.poll();
        assertThat(status.state()).isEqualTo(State.DEPLOYED);
        assertThat(status.problem()).isNull();
        assertThat(watched.kinds()).containsExactly(Kind.SOURCE_FAILED, Kind.SOURCE_RECOVERED);
        assertThat(watched.engine.history()).extracting(Deployment::kind).containsExactly(Deployment.Kind.START);
    }

    @Test
    void aFileThatIsNotUtf8IsToldWithThePlace() throws IOException {
        WatchedSource watched = watched();
        watched.settle();
        Files.write(file, new byte[] {'r', 'u', (byte) 0xFF});
        SourceStatus status = watched.settle();
        assertThat(status.diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.column()).isEqualTo(3));
        assertThat(watched.live()).containsExactly("start");
    }

    @Test
    void anEngineBeginsWithADirectory() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), rules("a"));
        RuleSet set = RuleSet.load(directory, SCHEMA, RuleOptions.defaults());
        assertThat(set.rules()).hasSize(2);
        assertThat(set.file()).isEqualTo(directory.toString());
        assertThat(RuleSet.load(RuleSource.of(directory), SCHEMA, RuleOptions.defaults())
                        .version())
                .isEqualTo(set.version());
        assertThat(RuleSet.load(RuleSource.of(file), SCHEMA, RuleOptions.defaults())
                        .version())
                .isEqualTo(RuleSet.load(file, SCHEMA, RuleOptions.defaults()).version());
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThatThrownBy(() -> RuleSet.load(empty, SCHEMA, RuleOptions.defaults()))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("no rule file");
    }
}
