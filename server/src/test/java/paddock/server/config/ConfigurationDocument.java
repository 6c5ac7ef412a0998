package paddock.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes what people read about the configuration out of the table.
final class ConfigurationDocument {
    private ConfigurationDocument() {}

    private static final String HEAD =
            """
            # Configuration

            <!-- Written from the table in paddock.server.config.Keys; see ConfigurationDocumentTest. -->

            A server is started with a file, `zkServer.sh start [zoo.cfg]`, or without one:
            `paddock.server.Main <port> <dataDir> [tickTime] [maxClientCnxns]`. Every setting is read once, at
            start; a change takes effect with the next start.

            ## Where values come from

            | source | form | remarks |
            | --- | --- | --- |
            | file | Java's `.properties` syntax: `#` and `!` comments, `=`, `:` or a blank between key and value, `\\` escapes and continues lines | keys and values are trimmed; of two lines with one key the last counts, and a warning names both; `${...}` is not replaced |
            | system property | `-Dzookeeper.KEY=value` in `SERVER_JVMFLAGS`, or the name in the table | works for every key |
            | environment | the `ZOO_*` variables of the official container image | `ZOO_CFG_EXTRA` holds further `key=value` entries with blanks between them, `ZOO_SERVERS` the `server.N` lines where the file has none; each value taken from the environment is logged |

            The first of these that has a key decides, from top to bottom; entries of `ZOO_CFG_EXTRA` rank with
            the file, behind its own. A key nobody set has its default.

            A wrong value keeps the server from starting: one line names file, line, key, value and what would
            have been accepted, and the exit code is 2. An unknown key is a warning that names the nearest known
            one. A key of the reference that waits for a part Paddock does not have yet is a warning that names
            the part; one for machinery Paddock does without is a note. Files written for Apache ZooKeeper
            therefore start unchanged.

            ## Members of an ensemble

            ```
            server.ID = ADDRESS[|ADDRESS...][;CLIENT]
            ADDRESS   = HOST:QUORUM-PORT:ELECTION-PORT[:participant|:observer]
            CLIENT    = PORT or HOST:PORT
            group.ID  = ID[:ID...]
            weight.ID = NUMBER
            ```

            Each server finds its own id in the first line of `myid` in its `dataDir`. With two participants or
            more, or with `standaloneEnabled=false`, the server is a member of an ensemble; a list with one
            participant else runs standalone, on the client address of its line where the file has no
            `clientPort`. Several addresses of a server need `multiAddress.enabled`. With groups, a decision takes
            more than half of the groups, and in each of these more than half of the weight.

            `dynamicConfigFile` names a file that holds these lines, and no others, instead of the main one; the
            end of its name is the version of the membership.

            In the tables, *raised* means that a smaller value counts as the smallest, with a warning.
            """;

    private static final String ENVIRONMENT =
            """

            ## Environment of the scripts

            These belong to `bin/zkServer.sh` and its neighbours, not to the server. They can also be set in
            `conf/zookeeper-env.sh` or `conf/java.env`, which every script reads.

            | variable | default | meaning |
            | --- | --- | --- |
            | `JAVA_HOME` | the newest suitable Java found | used when it is Java 25 or newer |
            | `ZOOCFGDIR` | `conf` beside `bin` | configuration folder; `--config <dir>` as first argument overrides it |
            | `ZOOCFG` | `zoo.cfg` | name of the configuration file |
            | `ZOO_LOG_DIR` | `logs` beside `bin` | folder of the log and of the `.out` file |
            | `ZOO_LOG_FILE` | `zookeeper-$USER-server-$HOSTNAME.log` | name of the log file |
            | `ZOO_LOG4J_PROP` | unset | `LEVEL,APPENDER`, for instance `DEBUG,ROLLINGFILE` |
            | `ZOOPIDFILE` | `<dataDir>/zookeeper_server.pid` | where the process id is kept |
            | `ZOO_DATADIR_AUTOCREATE_DISABLE` | unset | any value: data folders are not created |
            | `ZOO_NOEXEC` | unset | any value: `start-foreground` keeps the shell |
            | `ZK_SERVER_HEAP` | 1000 | largest heap of the server, MiB |
            | `SERVER_JVMFLAGS` | unset | options of the server's JVM; they win over the scripts' own |
            | `ZK_CLIENT_HEAP` | 256 | largest heap of the shell, MiB |
            | `CLIENT_JVMFLAGS` | unset | options of the shell's JVM; they win over the script's own |
            | `JVMFLAGS` | unset | options of every JVM |
            | `CLASSPATH` | unset | appended to the class path |
            | `ZOO_SSH` | `ssh -o BatchMode=yes -o ConnectTimeout=10` | how `zkEnsemble.sh` reaches a host |
            | `ZOO_REMOTE_HOME`, `ZOO_REMOTE_CFGDIR` | the same folders as here | installation and configuration on the hosts of `zkEnsemble.sh` |
            | `ZOO_CLUSTER_DIR`, `ZOO_CLUSTER_SERVERS`, `ZOO_CLUSTER_PORT` | `cluster` beside `bin`, 3, 2181 | folder, size and first client port of what `zkCluster.sh` makes |
            | `JMXDISABLE`, `JMXPORT`, `JMXAUTH`, `JMXSSL`, `JMXLOCALONLY`, `JMXHOSTNAME`, `JMXLOG4J` | local only | remote management of the JVM; with `JMXPORT` set the JVM listens there |
            """;

    static String manual() {
        var out = new StringBuilder(HEAD);
        Map<Key.Section, List<Key<?>>> sections =
                Keys.all().stream()
                        .filter(key -> key.waitsFor().isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        Key::section, LinkedHashMap::new, Collectors.toList()));
        for (Key.Section section : Key.Section.values()) {
            List<Key<?>> keys = sections.getOrDefault(section, List.of());
            if (!keys.isEmpty()) {
                out.append("\n## ").append(section.title).append("\n\n");
                out.append("| key | default | takes | unit | meaning |\n");
                out.append("| --- | --- | --- | --- | --- |\n");
                keys.forEach(key -> row(out, key));
            }
        }
        out.append(
                """

                ## Accepted without effect

                What the last column names is not in this build.

                | key | default in the reference | meaning | takes effect with |
                | --- | --- | --- | --- |
                """);
        for (Key<?> key : Keys.all()) {
            key.waitsFor().ifPresent(part -> waitingRow(out, key, part));
        }
        return out.append(ENVIRONMENT).toString();
    }

    private static void row(StringBuilder out, Key<?> key) {
        out.append("| `%s`%s | ".formatted(key.name(), spellings(key)));
        out.append("%s | %s | ".formatted(key.defaultText(), cell(key.acceptedInTable())));
        out.append("%s | %s%s |\n".formatted(key.unit(), cell(key.doc()), own(key)));
    }

    private static String own(Key<?> key) {
        return key.ownInvention() ? " Paddock only." : "";
    }

    /// The ways to write it that the key alone does not tell.
    private static String spellings(Key<?> key) {
        var names = new ArrayList<String>();
        key.properties().stream()
                .filter(property -> !property.equals("zookeeper." + key.name()))
                .map(property -> "<br>`-D" + property + "`")
                .forEach(names::add);
        key.environment().map(variable -> "<br>`" + variable + "`").ifPresent(names::add);
        return String.join("", names);
    }

    private static void waitingRow(StringBuilder out, Key<?> key, String part) {
        String with = part.isEmpty() ? "nothing: Paddock works without" : part;
        out.append(
                "| `%s`%s | %s | %s | %s |\n"
                        .formatted(
                                key.name(),
                                spellings(key),
                                key.defaultText(),
                                cell(key.doc()),
                                with));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }

    /// The sample file. What is set in it starts a server as it is.
    static String sample() {
        var out = new StringBuilder();
        out.append("# Copy this to zoo.cfg, set dataDir, and start: bin/zkServer.sh start\n");
        out.append("# All keys: docs/configuration.md\n");
        set(out, Keys.TICK_TIME, "2000");
        set(out, Keys.DATA_DIR, "/tmp/zookeeper");
        out.append("# /tmp is for trying out: choose a folder that survives a restart.\n");
        set(out, Keys.CLIENT_PORT, "2181");
        Stream.<Key<?>>of(
                        Keys.DATA_LOG_DIR,
                        Keys.MAX_CLIENT_CNXNS,
                        Keys.SNAP_RETAIN_COUNT,
                        Keys.PURGE_INTERVAL,
                        Keys.WORDS_WHITELIST,
                        Keys.EXTENDED_TYPES)
                .forEach(key -> comment(out, key));
        return out.toString();
    }

    private static void set(StringBuilder out, Key<?> key, String value) {
        out.append('\n').append(wrapped(key.doc() + unit(key)));
        out.append(key.name()).append('=').append(value).append('\n');
    }

    private static void comment(StringBuilder out, Key<?> key) {
        String example = key == Keys.DATA_LOG_DIR ? "/var/lib/paddock/log" : key.defaultText();
        out.append('\n').append(wrapped(key.doc() + unit(key)));
        out.append("#").append(key.name()).append('=').append(example).append('\n');
    }

    private static String unit(Key<?> key) {
        return List.of("ms", "hours").contains(key.unit()) ? " In " + key.unit() + "." : "";
    }

    private static String wrapped(String text) {
        var lines = new StringBuilder("#");
        int width = 1;
        for (String word : text.split(" ", -1)) {
            if (width + 1 + word.length() > 90) {
                lines.append("\n#");
                width = 1;
            }
            lines.append(' ').append(word);
            width += 1 + word.length();
        }
        return lines.append('\n').toString();
    }
}
