#!/usr/bin/env bash
# Starts, stops and asks a server: see the usage at the end.

ZOOBIN=${BASH_SOURCE[0]}
while [ -h "$ZOOBIN" ]; do
    ZOOBINLINK=$(readlink "$ZOOBIN")
    case $ZOOBINLINK in
        /*) ZOOBIN=$ZOOBINLINK ;;
        *) ZOOBIN=$(dirname "$ZOOBIN")/$ZOOBINLINK ;;
    esac
done
# The shell does by itself what it can: every program it runs delays the start.
case $ZOOBIN in
    */*) ;;
    *) ZOOBIN=./$ZOOBIN ;;
esac
ZOOBINDIR=$(cd "${ZOOBIN%/*}/" && pwd -P)
ZOOSCRIPT=$0

if [ -e "$ZOOBINDIR/../libexec/zkEnv.sh" ]; then
    . "$ZOOBINDIR/../libexec/zkEnv.sh"
else
    . "$ZOOBINDIR/zkEnv.sh"
fi

paddock_jmx
# The file comes last, after what the verb itself takes.
[ "$1" = lead ] && ZOOFILE=$3 || ZOOFILE=$2
if [ -n "$ZOOFILE" ]; then
    ZOOCFG=$(paddock_config_file "$ZOOFILE")
fi
echo "Using config: $ZOOCFG" >&2

ZOO_DATADIR=$(paddock_config_value dataDir "$ZOOCFG")
ZOO_DATALOGDIR=$(paddock_config_value dataLogDir "$ZOOCFG")
ZOOPIDFILE=${ZOOPIDFILE:-$ZOO_DATADIR/zookeeper_server.pid}
ZOO_OUT=$ZOO_LOG_DIR/zookeeper-$PADDOCK_USER-server-$PADDOCK_HOSTNAME.out
ZOOMAIN=paddock.server.Main

# As ever, whatever is asked for creates the folders it can. Only a start minds those it cannot.
if [ -z "$ZOO_DATADIR_AUTOCREATE_DISABLE" ] && [ -n "$ZOO_DATADIR" ] && [ ! -d "$ZOO_DATADIR" ]; then
    mkdir -p -- "$ZOO_DATADIR" 2>/dev/null
fi
[ -d "$ZOO_LOG_DIR" ] || mkdir -p -- "$ZOO_LOG_DIR" 2>/dev/null

# ---- small questions

# The whole command in the array COMMAND.
server_command() {
    paddock_find_java
    paddock_server_jvm
    # Both variables are lists of words. The user's come last, so that they win.
    # shellcheck disable=SC2206
    COMMAND=("$JAVA" "${PADDOCK_SERVER_JVM[@]}" "${PADDOCK_JMX[@]}" -cp "$(paddock_class_path)"
        $SERVER_JVMFLAGS $JVMFLAGS "$ZOOMAIN" "$ZOOCFG")
}

running_pid() {
    local pid=
    [ -f "$ZOOPIDFILE" ] || return 1
    pid=$(cat "$ZOOPIDFILE" 2>/dev/null)
    case $pid in
        '' | *[!0-9]*) return 1 ;;
    esac
    kill -0 "$pid" 2>/dev/null || return 1
    echo "$pid"
}

# Where a client on this machine reaches an address the server binds to.
reachable() {
    case $1 in
        '' | 0.0.0.0 | '*') echo localhost ;;
        ::) echo ::1 ;;
        \[*\]) reachable "$(echo "$1" | tr -d '[]')" ;;
        *) echo "$1" ;;
    esac
}

listening() { # host, port
    (exec 3<>"/dev/tcp/$(reachable "$1")/$2") 2>/dev/null
}

# The one line that says why a server ended, out of what it wrote.
last_words() {
    local line=
    line=$(grep -E ' ERROR |^Error' "$ZOO_OUT" 2>/dev/null | tail -n 1)
    if [ -z "$line" ]; then
        line=$(grep -vE '^[[:space:]]*$|exiting abnormally$|^Usage:' "$ZOO_OUT" 2>/dev/null | tail -n 1)
    fi
    printf '%s\n' "${line##*] - }"
}

# ---- verbs

failed_to_start() { # why
    echo "FAILED TO START"
    [ -z "$1" ] || echo "$1" >&2
    exit 1
}

check_folders() {
    local create=create problem=
    if [ ! -r "$ZOOCFG" ]; then
        failed_to_start "$ZOOCFG file is missing"
    fi
    if [ -n "$ZOO_DATADIR_AUTOCREATE_DISABLE" ]; then
        create=keep
        if [ ! -d "$ZOO_DATADIR/version-2" ]; then
            echo "ZooKeeper data directory is missing at $ZOO_DATADIR fix the path or run initialize"
            exit 1
        fi
        if [ -n "$ZOO_DATALOGDIR" ] && [ ! -d "$ZOO_DATALOGDIR/version-2" ]; then
            echo "ZooKeeper txnlog directory is missing at $ZOO_DATALOGDIR fix the path or run initialize"
            exit 1
        fi
    fi
    [ -z "$ZOO_DATADIR" ] || problem=$(paddock_folder_problem data "$ZOO_DATADIR" $create)
    if [ -z "$problem" ] && [ -n "$ZOO_DATALOGDIR" ]; then
        problem=$(paddock_folder_problem data "$ZOO_DATALOGDIR" $create)
    fi
    [ -n "$problem" ] || problem=$(paddock_folder_problem log "$ZOO_LOG_DIR" create)
    [ -z "$problem" ] || failed_to_start "$problem"
}

# Waits until the server serves or has ended; a long recovery is not waited for.
await_start() { # pid, host, port
    local tenth=0
    while [ $tenth -lt 100 ]; do
        kill -0 "$1" 2>/dev/null || return 1
        if [ -n "$3" ] && [ "$3" != 0 ]; then
            listening "$2" "$3" && return 0
        elif [ $tenth -ge 10 ]; then
            return 0
        fi
        sleep 0.1
        tenth=$((tenth + 1))
    done
    return 0
}

start() {
    local pid host port
    printf 'Starting zookeeper ... '
    if pid=$(running_pid); then
        echo "already running as process $pid."
        exit 1
    fi
    check_folders
    port=$(paddock_config_value clientPort "$ZOOCFG")
    host=$(paddock_config_value clientPortAddress "$ZOOCFG")
    # Asked before, not found out after: so no second server touches the data folder.
    if [ -n "$port" ] && [ "$port" != 0 ] && listening "$host" "$port"; then
        failed_to_start "Address already in use: ${host:-0.0.0.0}:$port; stop what listens there or change clientPort in $ZOOCFG"
    fi
    if ! : >"$ZOO_OUT" 2>/dev/null; then
        failed_to_start "Cannot write to log directory $ZOO_LOG_DIR"
    fi
    server_command
    nohup "${COMMAND[@]}" >"$ZOO_OUT" 2>&1 </dev/null &
    pid=$!
    if [ -z "$pid" ]; then
        echo "SERVER DID NOT START"
        exit 1
    fi
    if ! printf '%s' "$pid" 2>/dev/null >"$ZOOPIDFILE"; then
        kill -9 "$pid" 2>/dev/null
        echo "FAILED TO WRITE PID"
        exit 1
    fi
    if await_start "$pid" "$host" "$port"; then
        echo "STARTED"
    else
        rm -f -- "$ZOOPIDFILE"
        failed_to_start "$(last_words)"
    fi
}

stop() {
    local pid= tenth=0
    printf 'Stopping zookeeper ... '
    if [ ! -f "$ZOOPIDFILE" ]; then
        echo "no zookeeper to stop (could not find file $ZOOPIDFILE)"
        return 0
    fi
    if pid=$(running_pid); then
        kill "$pid" 2>/dev/null
        while [ $tenth -lt 300 ] && kill -0 "$pid" 2>/dev/null; do
            sleep 0.1
            tenth=$((tenth + 1))
        done
        if kill -0 "$pid" 2>/dev/null; then
            echo "FAILED TO STOP (process $pid did not end within 30 s)"
            exit 1
        fi
    fi
    rm -f -- "$ZOOPIDFILE"
    echo "STOPPED"
}

# Host and port after the semicolon of this server's line.
client_of_member() { # id, file
    local value=
    value=$(paddock_config_value "server.$1" "$2")
    case $value in
        *\;*) value=${value##*;} ;;
        *) return 1 ;;
    esac
    clientPort=${value##*:}
    case $value in
        *:*) clientPortAddress=${value%:*} ;;
        *) clientPortAddress=localhost ;;
    esac
}

find_client_port() {
    local myid= dynamic=
    isSSL=false
    clientPortAddress=$(paddock_config_value clientPortAddress "$ZOOCFG")
    clientPort=$(paddock_config_value clientPort "$ZOOCFG")
    if [ -z "$clientPort" ]; then
        myid=$(head -n 1 "$ZOO_DATADIR/myid" 2>/dev/null)
        if [ -z "$myid" ]; then
            echo "myid could not be determined, will not able to locate clientPort in the server configs."
        elif ! client_of_member "$myid" "$ZOOCFG"; then
            echo "Client port not found in static config file. Looking in dynamic config file."
            dynamic=$(paddock_config_value dynamicConfigFile "$ZOOCFG")
            client_of_member "$myid" "$dynamic" || echo "Client port not found in the server configs"
        fi
    fi
    if [ -z "$clientPort" ]; then
        echo "Client port not found. Looking for secureClientPort in the static config."
        clientPort=$(paddock_config_value secureClientPort "$ZOOCFG")
        clientPortAddress=$(paddock_config_value secureClientPortAddress "$ZOOCFG")
        isSSL=true
    fi
    if [ -z "$clientPort" ]; then
        echo "Unable to find either secure or unsecure client port in any configs. Terminating."
        exit 1
    fi
    clientPortAddress=${clientPortAddress:-localhost}
}

# What the server answers to a four-letter word, asked by the shell itself: no JVM is started for it.
ask() { # word
    local line=
    exec 3<>"/dev/tcp/$(reachable "$clientPortAddress")/$clientPort" || return 1
    printf '%s' "$1" >&3
    while IFS= read -r -t 5 line <&3; do
        echo "$line"
    done
    exec 3>&-
}

mode() {
    local line=
    while IFS= read -r line; do
        case $line in
            Mode:*) echo "$line" ;;
        esac
    done < <(ask srvr)
}

status() {
    local answer=
    find_client_port
    echo "Client port found: $clientPort. Client address: $clientPortAddress. Client SSL: $isSSL."
    if [ $isSSL = false ]; then
        answer=$(mode 2>/dev/null)
    fi
    if [ -n "$answer" ]; then
        echo "$answer"
        exit 0
    fi
    if [ $isSSL = true ]; then
        echo " "
        cat <<NOTE
Note: We used secureClientPort ($clientPort) to establish connection, but we failed. The 'status'
  command establishes a client connection to the server to execute diagnostic commands. Please make sure you
  provided all the Client SSL connection related parameters in the CLIENT_JVMFLAGS environment variable! E.g.:
  CLIENT_JVMFLAGS="-Dzookeeper.clientCnxnSocket=org.apache.zookeeper.ClientCnxnSocketNetty
  -Dzookeeper.ssl.trustStore.location=/tmp/clienttrust.jks -Dzookeeper.ssl.trustStore.password=password
  -Dzookeeper.ssl.keyStore.location=/tmp/client.jks -Dzookeeper.ssl.keyStore.password=password
  -Dzookeeper.client.secure=true" ./zkServer.sh status
NOTE
        echo " "
    fi
    echo "Error contacting service. It is probably not running."
    exit 1
}

# Another server leads from now on: the one with that id, or the one that has logged the most.
lead() { # id
    local answer=
    find_client_port
    answer=$(ask "lead $1"$'\n' 2>/dev/null)
    if [ -z "$answer" ]; then
        echo "Error contacting service. It is probably not running."
        exit 1
    fi
    echo "$answer"
    case $answer in
        *"not in the whitelist"*) echo "Name lead in 4lw.commands.whitelist in $ZOOCFG to allow it." >&2 ;;
        leadership\ was\ handed*) exit 0 ;;
        *leads\ already*) exit 0 ;;
    esac
    exit 1
}

print_command() {
    local word line=
    server_command
    for word in "${COMMAND[@]}"; do
        line="$line\"$word\" "
    done
    printf '%s> "%s" 2>&1 < /dev/null\n' "$line" "$ZOO_OUT"
}

case $1 in
    start)
        start
        ;;
    start-foreground)
        # Nothing is checked here: the server itself says what is wrong, and its exit code remains.
        server_command
        if [ -n "$ZOO_NOEXEC" ]; then
            "${COMMAND[@]}"
        else
            exec "${COMMAND[@]}"
        fi
        ;;
    print-cmd)
        print_command
        ;;
    stop)
        stop
        ;;
    restart)
        stop
        start
        ;;
    status)
        status
        ;;
    lead)
        lead "$2"
        ;;
    version)
        cat "$PADDOCK_HOME/lib/version.txt"
        ;;
    *)
        echo "Usage: $ZOOSCRIPT [--config <conf-dir>] {start|start-foreground|stop|version|restart|status|print-cmd}" >&2
        echo "       $ZOOSCRIPT [--config <conf-dir>] lead [server-id] [config-file]" >&2
        ;;
esac
