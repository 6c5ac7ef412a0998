package paddock.conformance.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.conformance.server.Installation;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

class FourLetterWordConformance {
    private static final Path KNOWN_NAMES =
            Installation.repository()
                    .resolve("server/src/test/resources/paddock/server/words/mntr-names.txt");

    private static final List<String> WORDS =
            List.of(
                    "srvr", "stat", "cons", "ruok", "isro", "gtmk", "conf", "dirs", "wchs", "wchc",
                    "wchp", "dump", "hash");

    private static final List<String> WORDS_AFTER_THE_FIGURES =
            List.of("crst", "cons", "srst", "srvr", "envi", "xxxx");

    /// Figures that a few requests settle, whatever the machine.
    private static final List<String> SETTLED =
            List.of(
                    "zk_server_state",
                    "zk_znode_count",
                    "zk_ephemerals_count",
                    "zk_watch_count",
                    "zk_approximate_data_size",
                    "zk_global_sessions",
                    "zk_local_sessions",
                    "zk_outstanding_requests",
                    "zk_packets_received",
                    "zk_bytes_received_count",
                    "zk_response_bytes",
                    "zk_watch_bytes",
                    "zk_connection_request_count",
                    "zk_cnt_readlatency",
                    "zk_cnt_updatelatency",
                    "zk_cnt_a_read_per_namespace",
                    "zk_sum_a_read_per_namespace",
                    "zk_cnt_a_write_per_namespace",
                    "zk_sum_a_write_per_namespace",
                    "zk_cnt_node_created_watch_count",
                    "zk_sum_node_changed_watch_count",
                    "zk_sum_node_children_watch_count",
                    "zk_last_client_response_size",
                    "zk_min_client_response_size",
                    "zk_max_client_response_size");

    private static void compare(List<String> words, Scene expected, Scene actual) {
        for (String word : words) {
            assertThat(actual.ask(word)).as(word).isEqualTo(expected.ask(word));
        }
    }

    private static ServerUnderTest start(ServerKind kind) {
        return ServerUnderTest.start(kind, ServerOptions.standard());
    }

    @Test
    void theNamesThatPaddockIsBuiltToAreThoseOfTheReference() throws IOException {
        try (var server = start(ServerKind.APACHE);
                var scene = new Scene(server)) {
            // Only what lies below a top-level znode has names that hang on what happened.
            var names = new TreeMap<>(scene.mntr());
            names.keySet().removeIf(name -> name.endsWith("_a_write_per_namespace"));
            names.keySet().removeIf(name -> name.endsWith("_a_read_per_namespace"));

            assertThat(names).containsOnlyKeys(Files.readAllLines(KNOWN_NAMES));
        }
    }

    @Test
    void paddockAnswersAsTheReferenceDoes() {
        try (var apache = start(ServerKind.APACHE);
                var paddock = start(ServerKind.PADDOCK);
                var expected = new Scene(apache);
                var actual = new Scene(paddock)) {
            compare(WORDS, expected, actual);
            Map<String, String> expectedFigures = expected.mntr();
            Map<String, String> figures = actual.mntr();
            assertThat(figures.keySet())
                    .containsExactlyInAnyOrderElementsOf(expectedFigures.keySet());
            for (String name : SETTLED) {
                assertThat(figures.get(name)).as(name).isEqualTo(expectedFigures.get(name));
            }
            compare(WORDS_AFTER_THE_FIGURES, expected, actual);
        }
    }

    @Test
    void wordsThatAreNotAllowedAreRefusedAlike() {
        var options = ServerOptions.standard().key("4lw.commands.whitelist", " ruok ,nope");
        try (var apache = ServerUnderTest.start(ServerKind.APACHE, options);
                var paddock = ServerUnderTest.start(ServerKind.PADDOCK, options)) {
            for (String word : List.of("stat", "ruok", "mntr", "isro", "nope")) {
                assertThat(paddock.fourLetterWord(word))
                        .as(word)
                        .isEqualTo(apache.fourLetterWord(word));
            }
        }
    }

    @Test
    void anAnswerThatDiffersIsTold() {
        // Two servers of the same kind, one with a client more: the comparison must see it.
        try (var one = start(ServerKind.APACHE);
                var scene = new Scene(one);
                var again = start(ServerKind.APACHE);
                var busier = new Scene(again)) {
            compare(WORDS, scene, busier);
            try (var another = new Scene.Visitor(again)) {
                assertThat(another.isThere()).isTrue();
                assertThat(busier.ask("cons")).isNotEqualTo(scene.ask("cons"));
                assertThat(busier.ask("dump")).isNotEqualTo(scene.ask("dump"));
                assertThat(busier.ask("srvr")).isNotEqualTo(scene.ask("srvr"));
            }
        }
    }
}
