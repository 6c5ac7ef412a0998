package paddock.bench.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Asks a running JVM through its JDK's own tool.
final class Jcmd {
    private Jcmd() {}

    static String run(Knobs knobs, long pid, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(knobs.javaHome().resolve("bin/jcmd").toString());
        command.add(Long.toString(pid));
        command.addAll(List.of(arguments));
        try {
            Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new HomeException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new HomeException("cannot run " + command + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HomeException("interrupted in " + command, e);
        }
    }
}
