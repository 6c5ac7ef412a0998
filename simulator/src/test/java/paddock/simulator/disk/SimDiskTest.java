package paddock.simulator.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import paddock.core.Seeds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

class SimDiskTest {
    private final SimDisk disk = new SimDisk(new SplittableRandom(1));
    private final Path root = disk.root();

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static byte[] bytes(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    // ---- a file system ----

    @Test
    void aFileHoldsWhatWasWritten() throws IOException {
        Path file = root.resolve("a");

        Files.writeString(file, "hello");

        assertThat(Files.readString(file)).isEqualTo("hello");
        assertThat(Files.size(file)).isEqualTo(5);
        assertThat(Files.isRegularFile(file)).isTrue();
        assertThat(file).hasToString("/a");
    }

    @Test
    void foldersAreCreatedListedAndLeft() throws IOException {
        Path folder = root.resolve("data").resolve("version-2");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("log.1"), "x");
        Files.writeString(folder.resolve("log.2"), "x");
        Files.writeString(folder.resolve("snapshot.0"), "x");

        List<String> logs = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "log.*")) {
            entries.forEach(entry -> logs.add(entry.toString()));
        }

        assertThat(logs).containsExactly("/data/version-2/log.1", "/data/version-2/log.2");
        assertThat(Files.isDirectory(folder)).isTrue();
        assertThat(Files.exists(root.resolve("other"))).isFalse();
        assertThatThrownBy(() -> Files.newDirectoryStream(root.resolve("other")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFileCanBeReplacedByAnother() throws IOException {
        Files.writeString(root.resolve("a"), "old");
        Files.writeString(root.resolve("b"), "new");

        assertThatThrownBy(() -> Files.move(root.resolve("b"), root.resolve("a")))
                .isInstanceOf(FileAlreadyExistsException.class);
        Files.move(root.resolve("b"), root.resolve("a"), StandardCopyOption.REPLACE_EXISTING);

        assertThat(Files.readString(root.resolve("a"))).isEqualTo("new");
        assertThat(Files.exists(root.resolve("b"))).isFalse();
    }

    @Test
    void aFileIsLikeAnArrayWhateverIsWritten() {
        Seeds.forEach(
                200,
                random -> {
                    SimDisk other = new SimDisk(random);
                    byte[] expected = new byte[0];
                    try (FileChannel channel = open(other.root().resolve("a"))) {
                        for (int i = 0; i < 30; i++) {
                            int at = random.nextInt(20_000);
                            byte[] written =
                                    random.nextBoolean()
                                            ? bytes(random, random.nextInt(9_000))
                                            : new byte[random.nextInt(9_000)];
                            if (random.nextInt(5) == 0) {
                                channel.truncate(at);
                                expected = Arrays.copyOf(expected, Math.min(at, expected.length));
                            } else if (written.length > 0) {
                                channel.write(ByteBuffer.wrap(written), at);
                                int end = at + written.length;
                                expected = Arrays.copyOf(expected, Math.max(end, expected.length));
                                System.arraycopy(written, 0, expected, at, written.length);
                            }
                        }
                    }

                    assertThat(Files.readAllBytes(other.root().resolve("a"))).isEqualTo(expected);
                });
    }

    @Test
    void preallocatedSpaceTakesNoRoom() throws IOException {
        try (FileChannel channel = open(root.resolve("a"))) {
            channel.write(ByteBuffer.allocate(1), (1L << 40) - 1);

            assertThat(channel.size()).isEqualTo(1L << 40);
            ByteBuffer read = ByteBuffer.allocateDirect(10);
            assertThat(channel.read(read, 1L << 39)).isEqualTo(10);
        }
    }

    @Test
    void aLockIsHeldByOneChannelUntilItIsClosed() throws IOException {
        FileChannel first = open(root.resolve("lock"));
        FileChannel second = open(root.resolve("lock"));

        assertThat(first.tryLock().isValid()).isTrue();
        assertThatThrownBy(second::tryLock).isInstanceOf(OverlappingFileLockException.class);
        first.close();
        assertThat(second.tryLock().isValid()).isTrue();
    }

    // ---- power ----

    @Test
    void whatWasForcedSurvivesEveryPowerLoss() {
        Seeds.forEach(
                500,
                random -> {
                    SimDisk other = new SimDisk(random);
                    Path file = other.root().resolve("a");
                    byte[] forced = bytes(random, 1 + random.nextInt(5_000));
                    byte[] more = bytes(random, 1 + random.nextInt(5_000));
                    FileChannel channel = open(file);
                    channel.write(ByteBuffer.wrap(forced), 0);
                    channel.force(true);
                    force(other.root());
                    channel.write(ByteBuffer.wrap(more), forced.length);

                    other.losePower(PowerLoss.WILD);

                    byte[] found = Files.readAllBytes(file);
                    assertThat(found).hasSizeBetween(forced.length, forced.length + more.length);
                    assertThat(Arrays.copyOf(found, forced.length)).isEqualTo(forced);
                });
    }

    @Test
    void whatWasNotForcedSurvivesAsABeginningOnAnOrderlyDisk() {
        TreeSet<Integer> survivors = new TreeSet<>();
        Seeds.forEach(
                300,
                random -> {
                    SimDisk other = new SimDisk(random);
                    Path file = other.root().resolve("a");
                    FileChannel channel = open(file);
                    force(other.root());
                    byte[] written = bytes(random, 3_000);
                    for (int at = 0; at < 3_000; at += 100) {
                        channel.write(ByteBuffer.wrap(written, at, 100), at);
                    }

                    other.losePower(PowerLoss.ORDERLY);

                    byte[] found = Files.readAllBytes(file);
                    assertThat(found).isEqualTo(Arrays.copyOf(written, found.length));
                    survivors.add(found.length);
                });
        assertThat(survivors).contains(0, 3_000).hasSizeGreaterThan(10);
        assertThat(survivors).anyMatch(length -> length % 512 == 0 && length % 100 != 0);
    }

    @Test
    void aDisorderlyDiskKeepsALaterSectorWithoutAnEarlierOne() {
        int[] holes = {0};
        Seeds.forEach(
                100,
                random -> {
                    SimDisk other = new SimDisk(random);
                    Path file = other.root().resolve("a");
                    FileChannel channel = open(file);
                    force(other.root());
                    byte[] ones = new byte[4096];
                    Arrays.fill(ones, (byte) 1);
                    channel.write(ByteBuffer.wrap(ones), 0);

                    other.losePower(PowerLoss.DISORDERLY);

                    byte[] found = Files.readAllBytes(file);
                    for (int i = 0; i < found.length; i++) {
                        assertThat(found[i]).isEqualTo(found[i - i % 512]);
                    }
                    if (found.length > 0 && found[0] == 0) {
                        holes[0]++;
                    }
                });
        assertThat(holes[0]).isPositive();
    }

    @Test
    void anUnforcedEntryMayBeLostAndMayStay() {
        int[] kept = {0};
        Seeds.forEach(
                100,
                random -> {
                    SimDisk other = new SimDisk(random);
                    try (FileChannel channel = open(other.root().resolve("a"))) {
                        channel.force(true);
                    }

                    other.losePower(PowerLoss.ORDERLY);

                    kept[0] += Files.exists(other.root().resolve("a")) ? 1 : 0;
                });
        assertThat(kept[0]).isBetween(20, 80);
    }

    @Test
    void anUnforcedRenameMayBeLostButIsNeverHalfDone() {
        int[] renamed = {0};
        Seeds.forEach(
                200,
                random -> {
                    SimDisk other = new SimDisk(random);
                    Path from = other.root().resolve("epoch.tmp");
                    Path to = other.root().resolve("epoch");
                    for (Path file : List.of(from, to)) {
                        Files.writeString(file, file.getFileName().toString());
                        try (FileChannel channel = open(file)) {
                            channel.force(true);
                        }
                    }
                    force(other.root());
                    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);

                    other.losePower(PowerLoss.WILD);

                    boolean isNew = Files.readString(to).equals("epoch.tmp");
                    assertThat(Files.exists(from)).isEqualTo(!isNew);
                    renamed[0] += isNew ? 1 : 0;
                });
        assertThat(renamed[0]).isBetween(40, 160);
    }

    @Test
    void anUnforcedDeleteMayComeBack() {
        int[] back = {0};
        Seeds.forEach(
                100,
                random -> {
                    SimDisk other = new SimDisk(random);
                    Path file = other.root().resolve("a");
                    Files.writeString(file, "still here");
                    try (FileChannel channel = open(file)) {
                        channel.force(true);
                    }
                    force(other.root());
                    Files.delete(file);

                    other.losePower(PowerLoss.ORDERLY);

                    if (Files.exists(file)) {
                        assertThat(Files.readString(file)).isEqualTo("still here");
                        back[0]++;
                    }
                });
        assertThat(back[0]).isBetween(20, 80);
    }

    @Test
    void aProcessThatEndsLosesNothingButItsLocksAndChannels() throws IOException {
        FileChannel channel = open(root.resolve("a"));
        channel.write(ByteBuffer.wrap("text".getBytes(UTF_8)), 0);
        channel.tryLock();

        disk.endProcess();

        assertThat(Files.readString(root.resolve("a"))).isEqualTo("text");
        assertThatThrownBy(() -> channel.force(true)).isInstanceOf(ClosedChannelException.class);
        assertThat(open(root.resolve("a")).tryLock().isValid()).isTrue();
    }

    @Test
    void theSameSeedLeavesTheSameBytes() {
        Seeds.forEach(
                20,
                random -> {
                    long seed = random.nextLong();

                    assertThat(crashedBytes(seed)).isEqualTo(crashedBytes(seed));
                });
    }

    private static byte[] crashedBytes(long seed) throws IOException {
        SimDisk one = new SimDisk(new SplittableRandom(seed));
        RandomGenerator random = new SplittableRandom(seed);
        FileChannel channel = open(one.root().resolve("a"));
        force(one.root());
        for (int i = 0; i < 20; i++) {
            channel.write(ByteBuffer.wrap(bytes(random, 700)), random.nextInt(5_000));
        }
        one.losePower(PowerLoss.WILD);
        return Files.readAllBytes(one.root().resolve("a"));
    }

    // ---- faults ----

    @Test
    void aFullDiskTakesAPartAndThenNothing() throws IOException {
        try (FileChannel channel = open(root.resolve("a"))) {
            disk.fillAfter(30);

            assertThat(channel.write(ByteBuffer.allocate(100), 0)).isEqualTo(30);
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(70), 30))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");

            disk.heal();
            assertThat(channel.write(ByteBuffer.allocate(70), 30)).isEqualTo(70);
        }
    }

    @Test
    void whatAFailedForceCoveredIsNotSavedByALaterOne() {
        int[] lost = {0};
        Seeds.forEach(
                50,
                random -> {
                    SimDisk other = new SimDisk(random);
                    FileChannel channel = open(other.root().resolve("a"));
                    force(other.root());
                    channel.write(ByteBuffer.wrap("text".getBytes(UTF_8)), 0);
                    other.failForces(true);
                    assertThatThrownBy(() -> channel.force(true)).isInstanceOf(IOException.class);
                    other.heal();
                    channel.force(true);

                    other.losePower(PowerLoss.ORDERLY);

                    lost[0] += Files.size(other.root().resolve("a")) == 0 ? 1 : 0;
                });
        assertThat(lost[0]).isPositive();
    }

    @Test
    void aReadOnlyDiskIsRead() throws IOException {
        Files.writeString(root.resolve("a"), "text");
        disk.setReadOnly(true);

        assertThat(Files.readString(root.resolve("a"))).isEqualTo("text");
        assertThatThrownBy(() -> Files.writeString(root.resolve("a"), "other"))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> Files.delete(root.resolve("a")))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aWatcherHearsOfEachChangeBeforeItHappens() throws IOException {
        List<String> changes = new ArrayList<>();
        disk.watch((what, path) -> changes.add(what + " " + path));
        Files.createDirectories(root.resolve("d"));
        Files.writeString(root.resolve("d").resolve("a"), "text");
        Files.move(root.resolve("d").resolve("a"), root.resolve("d").resolve("b"));
        force(root.resolve("d"));
        Files.delete(root.resolve("d").resolve("b"));

        assertThat(changes)
                .containsExactly(
                        "create /d",
                        "create /d/a",
                        "write /d/a",
                        "rename /d/b",
                        "force /d",
                        "delete /d/b");
    }
}
