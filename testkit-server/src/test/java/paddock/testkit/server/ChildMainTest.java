package paddock.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// The lines of a child, with a host of few words.
final class ChildMainTest {
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final PipedOutputStream commands = new PipedOutputStream();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private BufferedReader answers;

    @BeforeEach
    void start() throws IOException {
        PipedInputStream in = new PipedInputStream(commands);
        PipedOutputStream out = new PipedOutputStream();
        answers =
                new BufferedReader(
                        new InputStreamReader(new PipedInputStream(out), StandardCharsets.UTF_8));
        UnaryOperator<String> host =
                command ->
                        switch (command) {
                            case "wait" -> {
                                await();
                                yield "waited";
                            }
                            case "go" -> {
                                mayGoOn.countDown();
                                yield "gone";
                            }
                            case "break" -> throw new AssertionError("broken on purpose");
                            default -> "heard " + command;
                        };
        Thread child =
                new Thread(
                        () -> {
                            try {
                                ChildMain.serve(
                                        host,
                                        in,
                                        out,
                                        (thread, failure) -> broken.complete(failure));
                                ended.complete("by itself");
                            } catch (IOException e) {
                                ended.completeExceptionally(e);
                            }
                        });
        child.setDaemon(true);
        child.start();
    }

    @AfterEach
    void end() throws IOException {
        mayGoOn.countDown();
        commands.close();
    }

    @Test
    void answersCarryTheNumberOfTheirCommand() throws IOException {
        say("7 one");
        assertThat(answers.readLine()).isEqualTo("7 heard one");
        say("8 two words");
        assertThat(answers.readLine()).isEqualTo("8 heard two words");
    }

    @Test
    void aCommandThatWaitsHoldsUpNoOther() throws IOException {
        say("1 wait");
        say("2 other");
        assertThat(answers.readLine()).isEqualTo("2 heard other");

        say("3 go");
        assertThat(answers.readLine() + answers.readLine()).contains("3 gone").contains("1 waited");
    }

    @Test
    void aTextOfManyLinesIsOneLine() throws IOException {
        say("1 a\\nb\\\\n\\rc \u00fc");
        assertThat(answers.readLine()).isEqualTo("1 heard a\\nb\\\\n\\rc \u00fc");
        say("2 x");
        assertThat(answers.readLine()).isEqualTo("2 heard x");
    }

    @Test
    void endsWithItsInput() throws Exception {
        say("1 wait");
        commands.close();

        assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("by itself");
    }

    @Test
    void anErrorThatLeavesNoAnswerIsToldOf() throws Exception {
        say("1 break");

        assertThat(broken.get(20, TimeUnit.SECONDS)).hasMessage("broken on purpose");
    }

    private void say(String line) throws IOException {
        commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    private void await() {
        try {
            mayGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
