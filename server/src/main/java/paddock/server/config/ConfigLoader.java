package paddock.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// Reads everything that configures a server, once.
public final class ConfigLoader {
    private ConfigLoader() {}

    /// A configuration that can be run with.
    ///
    /// @param findings what the log should say about it, in order
    public record Loaded(ServerConfig config, List<Finding> findings) {
        /// Keeps its own copy of the list.
        public Loaded {
            findings = List.copyOf(findings);
        }
    }

    /// Reads what `main` was given.
    ///
    /// @throws ConfigException when the server cannot be run that way
    public static Loaded load(
            String[] args, Properties properties, Map<String, String> environment) {
        var texts = new TreeMap<String, String>();
        for (String name : properties.stringPropertyNames()) {
            texts.put(name, properties.getProperty(name));
        }
        return load(CommandLine.parse(args), texts, environment);
    }

    static Loaded load(
            CommandLine commandLine,
            Map<String, String> properties,
            Map<String, String> environment) {
        var settings =
                new Settings(
                        commandLine instanceof CommandLine.ConfigFile(Path path)
                                ? path.toString()
                                : "the command line");
        var members = new ArrayList<Membership.Member>();
        switch (commandLine) {
            case CommandLine.ConfigFile(Path path) -> {
                warnIfRelative(path, settings.findings());
                PropertiesFile file = PropertiesFile.read(path);
                settings.readFile(file);
                members.addAll(Membership.of(file).members());
                readExtras(environment, settings, members);
                settings.readProperties(properties);
                settings.readEnvironment(environment);
                members.addAll(dynamicMembers(file, settings));
            }
            case CommandLine.Direct direct -> {
                readArguments(direct, settings);
                settings.readProperties(properties);
            }
        }
        ServerConfig config = new ConfigBuilder(settings, new Membership(members)).build();
        return new Loaded(config, settings.findings());
    }

    private static void readArguments(CommandLine.Direct direct, Settings settings) {
        argument(settings, Keys.CLIENT_PORT, direct.port(), "port");
        settings.write(Keys.DATA_DIR, direct.dataDir(), new Origin.Argument("data folder"));
        argument(settings, Keys.TICK_TIME, direct.tickTime(), "tick time");
        argument(settings, Keys.MAX_CLIENT_CNXNS, direct.maxClientCnxns(), "connections");
    }

    private static void argument(Settings settings, Key<Integer> key, String text, String what) {
        var origin = new Origin.Argument(what);
        try {
            key.read(text, origin, settings.findings());
        } catch (ConfigException e) {
            throw ConfigException.usage(String.valueOf(e.getMessage()));
        }
        settings.write(key, text, origin);
    }

    /// The container image's way to add lines: entries, or members, with blanks between them.
    private static void readExtras(
            Map<String, String> environment, Settings settings, List<Membership.Member> members) {
        settings.readFile(lines("ZOO_CFG_EXTRA", environment));
        if (members.isEmpty()) {
            members.addAll(Membership.of(lines("ZOO_SERVERS", environment)).members());
        }
    }

    private static PropertiesFile lines(String variable, Map<String, String> environment) {
        String text = environment.getOrDefault(variable, "").strip().replaceAll("\\s+", "\n");
        return PropertiesFile.parse(Path.of("environment variable " + variable), text);
    }

    private static List<Membership.Member> dynamicMembers(PropertiesFile file, Settings settings) {
        Path dynamic = settings.find(Keys.DYNAMIC_CONFIG_FILE).orElse(null);
        if (dynamic == null) {
            return List.of();
        }
        for (PropertiesFile.Entry entry : file.entries()) {
            if (Membership.isMembership(entry.key())) {
                throw ConfigException.processing(
                        file.origin(entry),
                        "parameter: " + entry.key() + " must be in a separate dynamic config file");
            }
        }
        if (!Files.exists(dynamic)) {
            throw ConfigException.processing(dynamic, dynamic + " (No such file or directory)");
        }
        PropertiesFile members = PropertiesFile.read(dynamic);
        for (PropertiesFile.Entry entry : members.entries()) {
            if (entry.key().equals("version")) {
                throw ConfigException.processing(
                        members.origin(entry), "dynamic file shouldn't have version inside");
            }
            if (!Membership.isMembership(entry.key())) {
                throw ConfigException.processing(
                        members.origin(entry), "Unrecognised parameter: " + entry.key());
            }
        }
        return Membership.of(members).members();
    }

    static void warnIfRelative(Path path, List<Finding> findings) {
        if (!path.isAbsolute() && !path.startsWith(".") && !path.startsWith("..")) {
            findings.add(
                    Finding.warn(path + " is relative. Prepend ./ to indicate that you're sure!"));
        }
    }

    /// The id in `<dataDir>/myid`; 0 without the file.
    static long myid(Path dataDir) {
        Path file = dataDir.resolve("myid");
        if (!Files.exists(file)) {
            return 0;
        }
        String line = "null";
        try {
            line =
                    Files.readString(file, StandardCharsets.ISO_8859_1)
                            .lines()
                            .findFirst()
                            .orElse(line);
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw ConfigException.processing(file, "serverid " + line + " is not a number");
        } catch (IOException e) {
            throw ConfigException.processing(file, String.valueOf(e.getMessage()));
        }
    }
}
