package paddock.storage.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import paddock.storage.FileAccessException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class EpochFilesTest {
    @TempDir private Path folder;

    @Test
    void missingFilesAreWrittenWithTheEpochOfTheLastTransaction() throws IOException {
        EpochFiles epochs = EpochFiles.open(folder, 0x300000005L);

        assertThat(epochs.acceptedEpoch()).isEqualTo(3);
        assertThat(epochs.currentEpoch()).isEqualTo(3);
        assertThat(epochs.warnings()).isEmpty();
        assertThat(content("acceptedEpoch")).isEqualTo("3");
        assertThat(content("currentEpoch")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void anEmptyDatabaseIsOfEpochZeroWhetherSomebodyVouchesForItOrNot(long zxid) {
        EpochFiles epochs = EpochFiles.open(folder, zxid);

        assertThat(epochs.acceptedEpoch()).isZero();
        assertThat(epochs.currentEpoch()).isZero();
    }

    @Test
    void whatWasAcceptedAndEnteredIsThereAfterwards() throws IOException {
        EpochFiles epochs = EpochFiles.open(folder, 0);
        epochs.accept(5);
        epochs.enter(4);

        EpochFiles again = EpochFiles.open(folder, 0x200000001L);

        assertThat(again.acceptedEpoch()).isEqualTo(5);
        assertThat(again.currentEpoch()).isEqualTo(4);
        assertThat(again.warnings()).isEmpty();
        assertThat(content("acceptedEpoch")).isEqualTo("5");
        assertThat(content("currentEpoch")).isEqualTo("4");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void onlyTheFirstLineCounts() throws IOException {
        write("acceptedEpoch", " 7 \nrubbish");
        write("currentEpoch", "6\r\n");

        EpochFiles epochs = EpochFiles.open(folder, 0);

        assertThat(epochs.acceptedEpoch()).isEqualTo(7);
        assertThat(epochs.currentEpoch()).isEqualTo(6);
    }

    @Test
    void transactionsAboveTheCurrentEpochRaiseItWithAWarning() throws IOException {
        write("acceptedEpoch", "6");
        write("currentEpoch", "3");

        EpochFiles epochs = EpochFiles.open(folder, 0x500000002L);

        assertThat(epochs.currentEpoch()).isEqualTo(5);
        assertThat(epochs.acceptedEpoch()).isEqualTo(6);
        assertThat(content("currentEpoch")).isEqualTo("5");
        assertThat(epochs.warnings())
                .singleElement()
                .asString()
                .contains("currentEpoch", "says 3", "epoch 5");
        assertThat(EpochFiles.open(folder, 0x500000002L).warnings()).isEmpty();
    }

    @Test
    void transactionsAboveTheAcceptedEpochRaiseBoth() throws IOException {
        write("acceptedEpoch", "3");
        write("currentEpoch", "3");

        EpochFiles epochs = EpochFiles.open(folder, 0x500000002L);

        assertThat(epochs.currentEpoch()).isEqualTo(5);
        assertThat(epochs.acceptedEpoch()).isEqualTo(5);
        assertThat(content("acceptedEpoch")).isEqualTo("5");
        assertThat(epochs.warnings()).hasSize(2);
    }

    @Test
    void anAcceptedEpochBelowTheCurrentOneIsRefused() throws IOException {
        write("acceptedEpoch", "3");
        write("currentEpoch", "4");

        assertThatThrownBy(() -> EpochFiles.open(folder, 0))
                .isInstanceOf(EpochFileException.class)
                .hasMessageContaining("accepted epoch, 3, is less than the current epoch, 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n5", "five", "0x5", "5 6"})
    void whatIsNoNumberIsRefusedByName(String text) throws IOException {
        write("currentEpoch", text);

        assertThatThrownBy(() -> EpochFiles.open(folder, 0))
                .isInstanceOf(EpochFileException.class)
                .hasMessageStartingWith(folder.resolve("currentEpoch").toString());
    }

    @Test
    void whatACrashLeftOfAWriteIsNotRead() throws IOException {
        write("currentEpoch", "2");
        write("acceptedEpoch", "2");
        write("currentEpoch.tmp", "9");

        assertThat(EpochFiles.open(folder, 0).currentEpoch()).isEqualTo(2);
    }

    @Test
    void epochsNeverGoDownAndNoneIsEnteredThatWasNotAccepted() {
        EpochFiles epochs = EpochFiles.open(folder, 0x300000000L);

        assertThatThrownBy(() -> epochs.accept(2)).hasMessage("epoch 2 after 3");
        assertThatThrownBy(() -> epochs.enter(4)).hasMessage("epoch 4 is outside 3..3");
        assertThatThrownBy(() -> epochs.enter(2)).hasMessage("epoch 2 is outside 3..3");
    }

    @Test
    void whatCouldNotBeWrittenDoesNotCount() throws IOException {
        EpochFiles epochs = EpochFiles.open(folder, 0);
        Files.createDirectory(folder.resolve("acceptedEpoch.tmp"));

        assertThatThrownBy(() -> epochs.accept(1)).isInstanceOf(FileAccessException.class);

        assertThat(epochs.acceptedEpoch()).isZero();
        assertThat(content("acceptedEpoch")).isEqualTo("0");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String content(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
