#!/usr/bin/env bash
# Starts, stops and asks all servers of an ensemble over ssh: see the usage at the end.
#
# Every host has the same installation and configuration folder as this one, unless ZOO_REMOTE_HOME
# and ZOO_REMOTE_CFGDIR name others. ZOO_SSH is the command that reaches a host, with its options.

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

if [ -e "$ZOOBINDIR/../libexec/zkEnv.sh" ]; then
    . "$ZOOBINDIR/../libexec/zkEnv.sh"
else
    . "$ZOOBINDIR/zkEnv.sh"
fi

if [ -n "$2" ]; then
    ZOOCFG=$(paddock_config_file "$2")
fi
# A list of words.
ZOO_SSH=${ZOO_SSH:-ssh -o BatchMode=yes -o ConnectTimeout=10}
ZOO_REMOTE_HOME=${ZOO_REMOTE_HOME:-$PADDOCK_HOME}
ZOO_REMOTE_CFGDIR=${ZOO_REMOTE_CFGDIR:-$(cd "$(dirname "$ZOOCFG")" 2>/dev/null && pwd)}

fail() {
    echo "Error: $*" >&2
    exit 1
}

# ---- who belongs to it

# Ids and hosts in the order of ids, a line for each.
members() { # file
    tr -d '\r' <"$1" |
        sed -nE 's/^[[:space:]]*server[.]([0-9]+)[[:space:]]*[=:[:space:]][[:space:]]*(\[[^]]*\]|[^:]+):.*/\1 \2/p' |
        tr -d '[]' | sort -n -u -k1,1
}

find_members() {
    local dynamic= id= host=
    [ -r "$ZOOCFG" ] || fail "$ZOOCFG file is missing"
    dynamic=$(paddock_config_value dynamicConfigFile "$ZOOCFG")
    if [ -n "$dynamic" ] && [ ! -r "$dynamic" ]; then
        fail "$dynamic, which $ZOOCFG names, is missing"
    fi
    IDS=()
    HOSTS=()
    while read -r id host; do
        case " ${HOSTS[*]} " in
            *" $host "*) fail "server.$id in ${dynamic:-$ZOOCFG}: $host is there twice; zkCluster.sh runs several servers on one machine" ;;
        esac
        IDS+=("$id")
        HOSTS+=("$host")
    done < <(members "${dynamic:-$ZOOCFG}")
    [ ${#IDS[@]} -gt 0 ] || fail "no server.N line in ${dynamic:-$ZOOCFG}"
}

# ---- what is done to each

# One word of a command for the shell at the other end.
quoted() {
    printf "'%s'" "${1//\'/\'\\\'\'}"
}

remote() { # host, verb
    # shellcheck disable=SC2086
    $ZOO_SSH "$1" "$(quoted "$ZOO_REMOTE_HOME/bin/zkServer.sh") --config $(quoted "$ZOO_REMOTE_CFGDIR") $2 $(quoted "$(basename "$ZOOCFG")")" </dev/null 2>&1 |
        grep -vE '^(ZooKeeper JMX enabled by default|Using config: .*)$'
    return "${PIPESTATUS[0]}"
}

# Says what a host answered, each line with the server it came from.
tell() { # index, text
    local line=
    while IFS= read -r line; do
        printf 'server.%s %s: %s\n' "${IDS[$1]}" "${HOSTS[$1]}" "$line"
    done <<<"${2:-no answer}"
}

# All at once: members wait for each other. Answers are shown in the order of ids.
everywhere() { # verb
    local i= failed=0 pids=()
    local answers=
    answers=$(mktemp -d) || fail "cannot create a temporary folder"
    # shellcheck disable=SC2064
    trap "rm -rf -- '$answers'" EXIT
    for i in "${!IDS[@]}"; do
        remote "${HOSTS[$i]}" "$1" >"$answers/$i" &
        pids[i]=$!
    done
    for i in "${!IDS[@]}"; do
        wait "${pids[$i]}" || failed=$((failed + 1))
        tell "$i" "$(cat "$answers/$i")"
    done
    if [ $failed -gt 0 ]; then
        echo "$1 failed on $failed of ${#IDS[@]} servers" >&2
        exit 1
    fi
}

await_serving() { # index
    local tries=0
    while [ $tries -lt 60 ]; do
        remote "${HOSTS[$1]}" status | grep -q '^Mode:' && return 0
        sleep 1
        tries=$((tries + 1))
    done
    return 1
}

# One after the other, each when the one before serves again, and the leader last: clients find a
# server all the time, and there is one election.
rolling_restart() {
    local i= answer= order=() leader=
    for i in "${!IDS[@]}"; do
        if remote "${HOSTS[$i]}" status | grep -q '^Mode: leader'; then
            leader=$i
        else
            order+=("$i")
        fi
    done
    [ -z "$leader" ] || order+=("$leader")
    for i in "${order[@]}"; do
        answer=$(remote "${HOSTS[$i]}" restart)
        local code=$?
        tell "$i" "$answer"
        [ $code -eq 0 ] || fail "server.${IDS[$i]} on ${HOSTS[$i]} did not start: the others were left as they are"
        await_serving "$i" || fail "server.${IDS[$i]} on ${HOSTS[$i]} does not serve after a minute: the others were left as they are"
    done
}

case $1 in
    start | stop | status)
        find_members
        everywhere "$1"
        ;;
    restart)
        find_members
        rolling_restart
        ;;
    *)
        cat >&2 <<USAGE
Usage: $ZOOSCRIPT [--config <conf-dir>] {start|stop|restart|status} [<cfg>]
Does it to every host of the server.N lines of <cfg> over ssh; restart goes through them one by one.
USAGE
        exit 2
        ;;
esac
