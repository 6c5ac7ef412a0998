package paddock.server.config;

import paddock.zab.quorum.ConfigText;
import paddock.zab.quorum.QuorumConfig;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Membership members = Membership.none();
        ConfigText text = ConfigText.PLAIN;
        Optional<QuorumConfig> proposed = Optional.empty();
        Path configFile = null;
        switch (commandLine) {
            case CommandLine.ConfigFile(Path path) -> {
                warnIfRelative(path, settings.findings());
                PropertiesFile file = PropertiesFile.read(path);
                settings.readFile(file);
                // The container image's way to add lines: entries, or members, with blanks between.
                settings.readFile(lines("ZOO_CFG_EXTRA", environment));
                settings.readProperties(properties);
                settings.readEnvironment(environment);
                var loader = new MembershipLoader(file, settings);
                members = loader.load(lines("ZOO_SERVERS", environment));
                text = loader.text();
                proposed = members.isEmpty() ? Optional.empty() : loader.proposed();
                configFile = path;
            }
            case CommandLine.Direct direct -> {
                readArguments(direct, settings);
                settings.readProperties(properties);
            }
        }
        var ensemble = new EnsembleBuilder(settings, members, text, proposed, configFile);
        ServerConfig config = new ConfigBuilder(settings, members, ensemble).build();
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

    private static PropertiesFile lines(String variable, Map<String, String> environment) {
        String text = environment.getOrDefault(variable, "").strip().replaceAll("\\s+", "\n");
        return PropertiesFile.parse(Path.of("environment variable " + variable), text);
    }

    static void warnIfRelative(Path path, List<Finding> findings) {
        if (!path.isAbsolute() && !path.startsWith(".") && !path.startsWith("..")) {
            findings.add(
                    Finding.warn(path + " is relative. Prepend ./ to indicate that you're sure!"));
        }
    }
}
