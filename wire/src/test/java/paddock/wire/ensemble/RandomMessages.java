package paddock.wire.ensemble;

import paddock.wire.RandomRecords;
import paddock.wire.protocol.Id;
import paddock.wire.txn.Txn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Random messages between servers; everything a message can hold differs from its neighbours.
final class RandomMessages {
    private final Random random;
    private final RandomRecords records;

    RandomMessages(Random random) {
        this.random = random;
        this.records = new RandomRecords(random);
    }

    /// At least one message of every kind.
    List<LearnerMessage> everyLearnerMessage() {
        return List.of(
                learnerInfo(),
                new LearnerMessage.AckEpoch(random.nextLong(), random.nextInt()),
                new LearnerMessage.Ack(random.nextLong()),
                new LearnerMessage.Pong(random.nextLong(), List.of()),
                new LearnerMessage.Pong(
                        random.nextLong(),
                        list(
                                () ->
                                        new LearnerMessage.SessionTouch(
                                                random.nextLong(), random.nextInt()))),
                new LearnerMessage.Revalidate(random.nextLong(), random.nextInt()),
                new LearnerMessage.Request(
                        random.nextLong(), random.nextInt(), random.nextInt(), bytes(), List.of()),
                new LearnerMessage.Request(
                        random.nextLong(),
                        random.nextInt(),
                        random.nextInt(),
                        bytes(),
                        list(() -> new Id(records.string(), records.string()))));
    }

    LearnerMessage.Info learnerInfo() {
        return new LearnerMessage.Info(
                random.nextBoolean(),
                random.nextInt(),
                random.nextLong(),
                random.nextInt(),
                random.nextLong(),
                random.nextInt(4));
    }

    /// One message of every kind, with each kind of transaction.
    List<LeaderMessage> everyLeaderMessage() {
        List<LeaderMessage> all = new ArrayList<>();
        all.add(new LeaderMessage.Info(random.nextInt(), random.nextInt(), random.nextInt(4)));
        all.add(new LeaderMessage.Diff(random.nextLong()));
        all.add(new LeaderMessage.Trunc(random.nextLong()));
        all.add(new LeaderMessage.Snap(random.nextLong()));
        all.add(new LeaderMessage.NewLeader(random.nextInt(), records.string()));
        all.add(new LeaderMessage.UpToDate());
        all.add(new LeaderMessage.Commit(random.nextLong()));
        all.add(new LeaderMessage.CommitAndActivate(random.nextLong(), random.nextLong()));
        all.add(new LeaderMessage.Ping(random.nextLong()));
        all.add(new LeaderMessage.Revalidated(random.nextLong(), random.nextBoolean()));
        all.add(new LeaderMessage.Synced());
        all.add(new LeaderMessage.HandOver(random.nextLong()));
        for (Txn txn : records.everyTxn()) {
            EncodedTxn encoded = EncodedTxn.of(records.loggedTxn(txn));
            all.add(new LeaderMessage.Proposal(encoded));
            all.add(new LeaderMessage.Inform(encoded));
            all.add(new LeaderMessage.InformAndActivate(encoded, random.nextLong()));
        }
        return all;
    }

    Notification notification() {
        ServerState[] states = ServerState.values();
        return new Notification(
                states[random.nextInt(states.length)],
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                random.nextLong(),
                Notification.VERSION,
                records.string());
    }

    InitialMessage initialMessage() {
        List<String> hosts = List.of("a", "server-1.example.org", "10.0.0.1", "::1", "0.0.0.0");
        List<InitialMessage.Address> addresses = new ArrayList<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            addresses.add(
                    new InitialMessage.Address(
                            hosts.get(random.nextInt(hosts.size())), random.nextInt(65536)));
        }
        return new InitialMessage(random.nextLong(), addresses);
    }

    private byte[] bytes() {
        byte[] bytes = records.buffer();
        return bytes == null ? new byte[0] : Arrays.copyOf(bytes, bytes.length);
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            list.add(element.get());
        }
        return list;
    }
}
