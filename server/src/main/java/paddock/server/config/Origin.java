package paddock.server.config;

import java.nio.file.Path;

/// Where a value was written.
sealed interface Origin {
    /// A line of a properties file.
    record Line(Path file, int line) implements Origin {
        @Override
        public String toString() {
            return file + ", line " + line;
        }
    }

    /// A system property of the JVM.
    record SystemProperty(String name) implements Origin {
        @Override
        public String toString() {
            return "-D" + name;
        }
    }

    /// An environment variable.
    record Environment(String name) implements Origin {
        @Override
        public String toString() {
            return "environment variable " + name;
        }
    }

    /// The command line.
    record Argument(String what) implements Origin {
        @Override
        public String toString() {
            return "command line, " + what;
        }
    }
}
