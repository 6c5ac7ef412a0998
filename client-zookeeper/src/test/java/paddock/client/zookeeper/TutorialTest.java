package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.client.zookeeper.programs.TutorialProgram;
import paddock.testkit.PaddockServer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The program that tutorials begin with.
class TutorialTest {
    @Test
    void itPrintsWhatTutorialsPromise() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();

        try (PaddockServer server = PaddockServer.start()) {
            TutorialProgram.run(server.connectString(), lines::add);
        }

        // Events come on a thread of their own, so only their order among themselves is certain;
        // and
        // the last was told although the program closed its session at once.
        assertThat(lines)
                .containsSubsequence(
                        "heard of a None event",
                        "heard of a NodeChildrenChanged event",
                        "heard of a NodeDeleted event",
                        "heard of a NodeDeleted event");
        assertThat(lines)
                .containsSubsequence("testRootData", "[testChildPathOne]", "testChildDataTwo")
                .anyMatch(
                        line ->
                                line.matches(
                                        "(?s)stat of the node:"
                                                + " \\[2,2,\\d+,\\d+,0,1,0,0,12,1,3\\n"
                                                + "]"));
    }
}
