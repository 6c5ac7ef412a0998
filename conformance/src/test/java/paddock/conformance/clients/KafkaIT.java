package paddock.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import paddock.conformance.server.ChildProcess;
import paddock.conformance.server.Installation;
import paddock.conformance.server.ServerKind;
import paddock.conformance.server.ServerOptions;
import paddock.conformance.server.ServerUnderTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A Kafka broker that keeps its metadata in the server.
class KafkaIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void aBrokerWorksAndSurvivesARestartOfTheServer(ServerKind kind) throws Exception {
        worksAndSurvivesARestart(kind, Installation.apacheClassPath());
    }

    @ParameterizedTest
    @MethodSource("paddock.conformance.server.ServerKinds#underTest")
    void soItDoesWithPaddocksClientInPlaceOfApaches(ServerKind kind) throws Exception {
        worksAndSurvivesARestart(kind, Installation.paddockClientClassPath());
    }

    private void worksAndSurvivesARestart(ServerKind kind, String classPath) throws Exception {
        int port = ServerUnderTest.freePort();
        String bootstrap = "127.0.0.1:" + port;
        try (var server = ServerUnderTest.start(kind, ServerOptions.standard());
                var broker = startBroker(server, port, classPath);
                var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            awaitBroker(broker, admin);

            createTopic(admin, "before");
            produce(bootstrap, "before", 20);
            assertThat(consume(bootstrap, "before", 20)).hasSize(20);

            server.kill();
            server.start();

            createTopic(admin, "after");
            produce(bootstrap, "after", 20);
            assertThat(consume(bootstrap, "after", 20)).hasSize(20);
            assertThat(consume(bootstrap, "before", 20)).hasSize(20);
            assertThat(broker.isAlive()).isTrue();
        }
    }

    private ChildProcess startBroker(ServerUnderTest server, int port, String classPath)
            throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("server.properties"),
                        """
                        broker.id=1
                        listeners=PLAINTEXT://127.0.0.1:%d
                        log.dirs=%s
                        zookeeper.connect=%s
                        zookeeper.session.timeout.ms=30000
                        offsets.topic.replication.factor=1
                        offsets.topic.num.partitions=1
                        group.initial.rebalance.delay.ms=0
                        """
                                .formatted(port, folder.resolve("log"), server.connectString()));
        return ChildProcess.start(
                List.of(
                        Installation.java().toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        "kafka.Kafka",
                        config.toString()),
                folder,
                folder.resolve("broker.log"));
    }

    private static void awaitBroker(ChildProcess broker, Admin admin) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () ->
                                !broker.isAlive()
                                        || !admin.describeCluster()
                                                .nodes()
                                                .get(5, TimeUnit.SECONDS)
                                                .isEmpty());
        assertThat(broker.isAlive()).as(broker.tail()).isTrue();
    }

    private static void createTopic(Admin admin, String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, 3, (short) 1)))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void produce(String bootstrap, String topic, int count) throws Exception {
        var config = Map.<String, Object>of("bootstrap.servers", bootstrap);
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, "k" + i, "v" + i))
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> consume(String bootstrap, String topic, int count) {
        var config =
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        "readers-" + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest");
        var values = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
