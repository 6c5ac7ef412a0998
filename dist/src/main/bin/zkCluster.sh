#!/usr/bin/env bash
# Makes, starts and stops an ensemble whose servers all run on this machine: see the usage at the
# end. For trying things out: one machine that fails takes all of them with it.

ZOOBIN=${BASH_SOURCE[0]}
while [ -h "$ZOOBIN" ]; do
    ZOOBINLINK=$(readlink "$ZOOBIN")
    case $ZOOBINLINK in
        /*) ZOOBIN=$ZOOBINLINK ;;
        *) ZOOBIN=$(dirname "$ZOOBIN")/$ZOOBINLINK ;;
    esac
done
ZOOBINDIR=$(cd "$(dirname "$ZOOBIN")" && pwd -P)
ZOOSCRIPT=$0
ZOO_HOME=$(cd "$ZOOBINDIR/.." && pwd)

CLUSTER=${ZOO_CLUSTER_DIR:-$ZOO_HOME/cluster}
SERVERS=${ZOO_CLUSTER_SERVERS:-3}
CLIENT_PORT=${ZOO_CLUSTER_PORT:-2181}

fail() {
    echo "Error: $*" >&2
    exit 1
}

# ---- making it

taken() { # port
    (exec 3<>"/dev/tcp/localhost/$1") 2>/dev/null
}

# The first port from a number on that is free, and that was not handed out before.
next_port() { # from
    PORT=$1
    while taken "$PORT" || [[ $HANDED_OUT == *" $PORT "* ]]; do
        PORT=$((PORT + 1))
    done
    HANDED_OUT="$HANDED_OUT$PORT "
}

make() {
    local id= members= clients=()
    case $SERVERS in
        '' | *[!0-9]* | 0) fail "ZOO_CLUSTER_SERVERS=$SERVERS: a number of servers is 1 or more" ;;
    esac
    HANDED_OUT=' '
    for ((id = 1; id <= SERVERS; id++)); do
        next_port "$CLIENT_PORT"
        clients[id]=$PORT
        next_port 2888
        members+="server.$id=127.0.0.1:$PORT"
        next_port 3888
        members+=":$PORT"$'\n'
    done
    for ((id = 1; id <= SERVERS; id++)); do
        mkdir -p -- "$CLUSTER/$id/conf" "$CLUSTER/$id/data" || fail "cannot write to $CLUSTER"
        [ ! -f "$ZOO_HOME/conf/logback.xml" ] || cp -- "$ZOO_HOME/conf/logback.xml" "$CLUSTER/$id/conf/"
        echo "$id" >"$CLUSTER/$id/data/myid" || fail "cannot write to $CLUSTER"
        cat >"$CLUSTER/$id/conf/zoo.cfg" <<CONFIG || fail "cannot write to $CLUSTER"
# Written by $(basename "$ZOOSCRIPT"); remove $CLUSTER to have it made anew.
tickTime=2000
initLimit=10
syncLimit=5
standaloneEnabled=false
dataDir=$CLUSTER/$id/data
clientPort=${clients[id]}
4lw.commands.whitelist=*,lead
$members
CONFIG
    done
    echo "made $SERVERS servers in $CLUSTER"
}

# ---- what there is

find_servers() {
    local conf=
    IDS=()
    for conf in "$CLUSTER"/*/conf/zoo.cfg; do
        [ -f "$conf" ] || continue
        conf=${conf%/conf/zoo.cfg}
        IDS+=("${conf##*/}")
    done
    # shellcheck disable=SC2207
    IDS=($(printf '%s\n' "${IDS[@]}" | sort -n))
}

# All servers, or the one that was asked for.
choose() { # verb, id
    find_servers
    [ ${#IDS[@]} -gt 0 ] || fail "there is no cluster in $CLUSTER: $ZOOSCRIPT start makes one"
    [ -n "$2" ] || return 0
    [ -f "$CLUSTER/$2/conf/zoo.cfg" ] || fail "there is no server $2 in $CLUSTER; there are ${IDS[*]}"
    IDS=("$2")
}

client_port() { # id
    sed -n 's/^clientPort=//p' "$CLUSTER/$1/conf/zoo.cfg"
}

server() { # id, verb
    ZOO_LOG_DIR=$CLUSTER/$1/logs "$ZOOBINDIR/zkServer.sh" --config "$CLUSTER/$1/conf" "$2" 2>&1 </dev/null |
        grep -vE '^(ZooKeeper JMX enabled by default|Using config: .*|Client port found: .*)$'
    return "${PIPESTATUS[0]}"
}

# All at once, since servers wait for each other; answers in the order of ids.
everywhere() { # verb
    local id= failed=0 pids=() answers=
    answers=$(mktemp -d) || fail "cannot create a temporary folder"
    # shellcheck disable=SC2064
    trap "rm -rf -- '$answers'" EXIT
    for id in "${IDS[@]}"; do
        server "$id" "$1" >"$answers/$id" &
        pids[id]=$!
    done
    for id in "${IDS[@]}"; do
        wait "${pids[$id]}" || failed=$((failed + 1))
        sed "s/^/server $id (localhost:$(client_port "$id")): /" "$answers/$id"
    done
    return $((failed > 0))
}

connect_string() {
    local id= list=
    find_servers
    for id in "${IDS[@]}"; do
        list=$list${list:+,}localhost:$(client_port "$id")
    done
    echo "$list"
}

case $1 in
    make)
        find_servers
        [ ${#IDS[@]} -eq 0 ] || fail "there is a cluster in $CLUSTER already"
        make
        ;;
    start)
        find_servers
        [ ${#IDS[@]} -gt 0 ] || make
        choose start "$2"
        everywhere start || exit 1
        echo "connect to $(connect_string)"
        ;;
    stop | restart | status)
        choose "$1" "$2"
        everywhere "$1"
        ;;
    *)
        cat >&2 <<USAGE
Usage: $ZOOSCRIPT {make|start|stop|restart|status} [<server>]
Runs an ensemble on this machine, in $CLUSTER; with a number, only that server of it.
start makes it when there is none: ZOO_CLUSTER_SERVERS servers (3), with client ports from
ZOO_CLUSTER_PORT (2181) on, in ZOO_CLUSTER_DIR.
USAGE
        exit 2
        ;;
esac
