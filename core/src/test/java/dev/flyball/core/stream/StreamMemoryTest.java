package dev.flyball.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.core.OwnProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream's memory does not depend on the length of the text. */
class StreamMemoryTest {
    @Test
    void fiftyMillionCharsPassThroughASmallHeap() throws IOException, InterruptedException {
        OwnProcess process = OwnProcess.run(List.of("-Xmx24m", "-XX:+UseSerialGC"), StreamMemoryMain.class);
        assertThat(process.exitValue()).as(process.output()).isZero();
        assertThat(process.output().strip()).isEqualTo("{0, 3}");
    }
}
