import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Formats every Java source of the repository, or checks that it is formatted.
///
/// `mvn validate` runs it as `check`; `mvn validate -Dformat.mode=fix` rewrites the files.
final class Format {
    public static void main(String[] args) throws Exception {
        boolean fix = args.length > 0 && args[0].equals("fix");
        List<String> command = new ArrayList<>(List.of("--aosp"));
        command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
        int options = command.size();
        try (var files = Files.walk(Path.of(""))) {
            files.filter(Format::isSource).map(Path::toString).sorted().forEach(command::add);
        }
        if (command.size() == options) {
            return;
        }
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exit = new Main(out, err, System.in).format(command.toArray(String[]::new));
        err.flush();
        if (exit != 0) {
            System.err.println("not formatted (listed above): mvn -N validate -Dformat.mode=fix");
        }
        System.exit(exit);
    }

    private static boolean isSource(Path file) {
        String path = "/" + file;
        return path.endsWith(".java") && path.contains("/src/") && !path.contains("/target/");
    }
}
