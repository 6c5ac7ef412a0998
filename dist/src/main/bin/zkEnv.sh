#!/usr/bin/env bash
# Sourced by every script of this folder, which sets ZOOBINDIR to it first: finds configuration,
# libraries and a suitable Java, and sets the variables of docs/configuration.md, "Environment".

PADDOCK_HOME=${ZOOBINDIR%/*}
PADDOCK_JAVA_NEEDED=25
# Which Java knows all of PADDOCK_JVM.
PADDOCK_JAVA_OF_OPTIONS=25

# ---- configuration folder and file

if [ "$1" = "--config" ]; then
    if [ $# -lt 2 ]; then
        echo "Error: --config needs a folder" >&2
        exit 1
    fi
    ZOOCFGDIR=$2
    shift 2
fi
if [ -z "$ZOOCFGDIR" ]; then
    if [ -d "$PADDOCK_HOME/conf" ]; then
        ZOOCFGDIR=$PADDOCK_HOME/conf
    else
        ZOOCFGDIR=$PADDOCK_HOME/etc/zookeeper
    fi
fi

if [ -f "$ZOOCFGDIR/zookeeper-env.sh" ]; then
    . "$ZOOCFGDIR/zookeeper-env.sh"
fi
if [ -f "$ZOOCFGDIR/java.env" ]; then
    . "$ZOOCFGDIR/java.env"
fi

# A bare file name stands in the configuration folder, anything with a slash is a path.
paddock_config_file() {
    case $1 in
        */*) printf '%s\n' "$1" ;;
        *) printf '%s\n' "$ZOOCFGDIR/$1" ;;
    esac
}
ZOOCFG=$(paddock_config_file "${ZOOCFG:-zoo.cfg}")

# The value of a key in a configuration file: of several lines the last, nothing when there is none.
paddock_config_value() { # key, file
    local line= value= pattern="^[[:space:]]*${1//./[.]}([[:space:]]*[=:][[:space:]]*|[[:space:]]+)(.*)\$"
    [ -f "$2" ] && [ -r "$2" ] || return 0
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line//$'\r'/}
        if [[ $line =~ $pattern ]]; then
            value=${BASH_REMATCH[2]}
            value=${value%"${value##*[![:space:]]}"}
        fi
    done <"$2"
    printf '%s\n' "$value"
}

# ---- folders and names

ZOO_LOG_DIR=${ZOO_LOG_DIR:-$PADDOCK_HOME/logs}
PADDOCK_USER=${USER:-$(id -un 2>/dev/null)}
PADDOCK_HOSTNAME=${HOSTNAME:-$(uname -n)}
ZOO_LOG_FILE=${ZOO_LOG_FILE:-zookeeper-$PADDOCK_USER-${PADDOCK_ROLE:-server}-$PADDOCK_HOSTNAME.log}

# Says what is wrong with a folder that has to be written; silent when it can be.
paddock_folder_problem() { # what, folder, create or keep
    if [ ! -d "$2" ] && [ "$3" = create ]; then
        mkdir -p -- "$2" 2>/dev/null
    fi
    if [ ! -d "$2" ]; then
        echo "Unable to create $1 directory $2"
    elif [ ! -w "$2" ]; then
        echo "Cannot write to $1 directory $2"
    fi
}

# ---- Java

# The major version of the Java in a folder; 0 when there is none.
paddock_java_version() {
    local version= line=
    [ -x "$1/bin/java" ] || { echo 0; return; }
    if [ -r "$1/release" ]; then
        while IFS= read -r line; do
            if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
                version=${BASH_REMATCH[1]}
            fi
        done <"$1/release"
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    fi
    echo "${version:-0}"
}

# Sets JAVA to JAVA_HOME's Java where it is new enough, else to the newest one in the usual places.
paddock_find_java() {
    local version home best= best_version=$((PADDOCK_JAVA_NEEDED - 1)) on_path= old_home=
    JAVA=
    if [ -n "$JAVA_HOME" ]; then
        version=$(paddock_java_version "$JAVA_HOME")
        if [ "$version" -ge "$PADDOCK_JAVA_NEEDED" ]; then
            JAVA=$JAVA_HOME/bin/java
            return
        fi
        old_home="JAVA_HOME $JAVA_HOME is Java $version"
        [ "$version" -ne 0 ] || old_home="JAVA_HOME $JAVA_HOME has no bin/java"
    fi
    on_path=$(command -v java 2>/dev/null)
    if [ -n "$on_path" ]; then
        on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
        on_path=${on_path%/bin/java}
    fi
    for home in "$on_path" /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /opt/jdk/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*; do
        [ -x "$home/bin/java" ] || continue
        version=$(paddock_java_version "$home")
        if [ "$version" -gt "$best_version" ]; then
            best=$home
            best_version=$version
        fi
    done
    if [ -z "$best" ]; then
        if [ -n "$old_home" ]; then
            echo "Error: $old_home; Paddock needs Java $PADDOCK_JAVA_NEEDED or newer, and none was found in PATH, /usr/lib/jvm or /opt." >&2
        elif [ -n "$on_path" ]; then
            echo "Error: JAVA_HOME is not set and the java in PATH is Java $(paddock_java_version "$on_path"); Paddock needs Java $PADDOCK_JAVA_NEEDED or newer." >&2
        else
            echo "Error: JAVA_HOME is not set and java could not be found in PATH. Paddock needs Java $PADDOCK_JAVA_NEEDED or newer." >&2
        fi
        exit 1
    fi
    if [ -n "$old_home" ]; then
        echo "$old_home; using Java $best_version in $best" >&2
    fi
    JAVA=$best/bin/java
}

# ---- class path: jars, then the configuration folder (logback.xml), then what was inherited

paddock_class_path() {
    local jar path=
    local LC_ALL=C
    for jar in "$PADDOCK_HOME"/lib/*.jar; do
        path=$path${path:+:}$jar
    done
    path=$path:$ZOOCFGDIR
    # An empty entry would mean the current folder: it is never added.
    printf '%s\n' "$path${CLASSPATH:+:$CLASSPATH}"
}

# ---- JVM options, all of them here

ZK_SERVER_HEAP=${ZK_SERVER_HEAP:-1000}
ZK_CLIENT_HEAP=${ZK_CLIENT_HEAP:-256}

# Options of any JVM of this distribution: Netty's native transport and its buffers need the first
# two, and say so at length when they are missing. Its flight recorder events would have each
# start make two dozen classes that no cache holds, and so would its few calls by reflection.
PADDOCK_JVM=(
    --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow
    -XX:+UseCompactObjectHeaders
    -Dio.netty.jfr.enabled=false
    -Djdk.reflect.useNativeAccessorOnly=true
)

# The server's own. The cache of loaded and compiled classes is optional: a JVM it was not made for
# runs without it.
paddock_server_jvm() {
    PADDOCK_SERVER_JVM=("${PADDOCK_JVM[@]}" "-Xmx${ZK_SERVER_HEAP}m")
    if [ -f "$PADDOCK_HOME/lib/paddock.aot" ]; then
        PADDOCK_SERVER_JVM+=(
            "-XX:AOTCache=$PADDOCK_HOME/lib/paddock.aot"
            -XX:AOTMode=auto
            -Xlog:aot*=off
            -Xlog:cds*=off
        )
    fi
    PADDOCK_SERVER_JVM+=(
        # Compiling what only a start calls often is a quarter of that start.
        -XX:CompileThresholdScaling=2
        # What outlives two collections is the tree, and stays: copying it on is a fifth of a create.
        # Of much that outlives the first one, most is the tree, too: little waits for the second.
        -XX:MaxTenuringThreshold=1
        -XX:SurvivorRatio=32
        # Looking for garbage among the old finds little in a tree that grows, and is a fifth of it.
        -XX:InitiatingHeapOccupancyPercent=70
        # Memory that is new to a process is dear: the system empties each page of it. What dies
        # young may as well use the same pages again and again.
        -XX:+UnlockExperimentalVMOptions
        -XX:G1MaxNewSizePercent=15
        "-Dzookeeper.log.dir=$ZOO_LOG_DIR"
        "-Dzookeeper.log.file=$ZOO_LOG_FILE"
        -XX:+HeapDumpOnOutOfMemoryError
        "-XX:OnOutOfMemoryError=kill -9 %p"
    )
    # The form people know from older versions: a level, then the names of appenders.
    if [ -n "$ZOO_LOG4J_PROP" ]; then
        PADDOCK_SERVER_JVM+=("-Dzookeeper.log.level=${ZOO_LOG4J_PROP%%,*}")
        case $ZOO_LOG4J_PROP in
            *,*) PADDOCK_SERVER_JVM+=("-Dzookeeper.log.appender=$(echo "${ZOO_LOG4J_PROP#*,}" | tr -d ' ')") ;;
        esac
    fi
    if [ -n "$ZOO_DATADIR_AUTOCREATE_DISABLE" ]; then
        PADDOCK_SERVER_JVM+=(-Dzookeeper.datadir.autocreate=false)
    fi
}

# Management from outside. From the same machine a JVM can be managed without any option: the agent
# starts when somebody attaches, and costs nothing before.
paddock_jmx() {
    PADDOCK_JMX=()
    if [ -n "$JMXDISABLE" ] && [ "$JMXDISABLE" != false ]; then
        echo "JMX disabled by user request" >&2
        return
    fi
    echo "ZooKeeper JMX enabled by default" >&2
    [ -n "$JMXPORT" ] || return 0
    JMXAUTH=${JMXAUTH:-false}
    JMXSSL=${JMXSSL:-false}
    JMXLOG4J=${JMXLOG4J:-true}
    {
        echo "ZooKeeper remote JMX Port set to $JMXPORT"
        echo "ZooKeeper remote JMX authenticate set to $JMXAUTH"
        echo "ZooKeeper remote JMX ssl set to $JMXSSL"
        echo "ZooKeeper remote JMX log4j set to $JMXLOG4J"
    } >&2
    PADDOCK_JMX=(
        -Dcom.sun.management.jmxremote
        "-Dcom.sun.management.jmxremote.local.only=${JMXLOCALONLY:-false}"
        "-Dcom.sun.management.jmxremote.port=$JMXPORT"
        "-Dcom.sun.management.jmxremote.authenticate=$JMXAUTH"
        "-Dcom.sun.management.jmxremote.ssl=$JMXSSL"
        "-Dzookeeper.jmx.log4j.disable=$JMXLOG4J"
    )
    if [ -n "$JMXHOSTNAME" ]; then
        PADDOCK_JMX+=("-Djava.rmi.server.hostname=$JMXHOSTNAME")
    fi
}

# Runs one of the tools in place of the script.
paddock_run_tool() { # main class, arguments
    paddock_find_java
    # JVMFLAGS is a list of words.
    # shellcheck disable=SC2086
    exec "$JAVA" "${PADDOCK_JVM[@]}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        "-Dzookeeper.log.dir=$ZOO_LOG_DIR" "-Dzookeeper.log.file=$ZOO_LOG_FILE" \
        "-Dzookeeper.log.level=WARN" \
        -cp "$(paddock_class_path)" $JVMFLAGS "$@"
}
