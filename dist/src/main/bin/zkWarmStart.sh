#!/usr/bin/env bash
# Makes lib/paddock.aot, with which servers of this installation start in about half the time: has
# a server recover a sample history in a folder of its own, serves it one session of everyday
# requests, and lets Java write down which classes that took and what ran often. Run it again after
# changing the Java; a cache that does not fit is ignored. The build runs it for the installation it
# leaves behind.

self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=$(dirname "$self")/$target ;;
    esac
done
ZOOBINDIR=$(cd "$(dirname "$self")" && pwd -P)
. "$ZOOBINDIR/zkEnv.sh"

cache=$PADDOCK_HOME/lib/paddock.aot
[ -w "$PADDOCK_HOME/lib" ] || { echo "Cannot write to $PADDOCK_HOME/lib" >&2; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
rm -f "$cache"
paddock_find_java
paddock_server_jvm

# Folders on the class path cannot be recorded, so the configuration of the log is named instead.
LC_ALL=C # the order of the jars has to be that of a start
jars=$(printf '%s:' "$PADDOCK_HOME"/lib/*.jar)
printf 'clientPort=0\nclientPortAddress=127.0.0.1\ndataDir=%s/data\n4lw.commands.whitelist=*\n' "$work" >"$work/zoo.cfg"
"$JAVA" "${PADDOCK_SERVER_JVM[@]}" "-XX:AOTCacheOutput=$cache" -Xlog:aot*=off -Xlog:cds*=off \
    "-Dlogback.configurationFile=$PADDOCK_HOME/conf/logback.xml" \
    -cp "${jars%:}" paddock.server.training.Trainer "$work/zoo.cfg" >"$work/out" 2>&1 &
server=$!

port=
for _ in $(seq 600); do
    port=$(sed -n 's/.*serving clients on [^ ]*:\([0-9]*\) .*/\1/p' "$work/out")
    [ -z "$port" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
if [ -z "$port" ]; then
    echo "the server did not start:" >&2
    cat "$work/out" >&2
    exit 1
fi

ask() { # a four-letter word
    exec 3<>"/dev/tcp/127.0.0.1/$port" && printf '%s' "$1" >&3 && cat <&3 >/dev/null
    exec 3>&-
}

frames() { # hexadecimal
    local hex=$* escaped=
    hex=${hex// /}
    while [ -n "$hex" ]; do
        escaped+="\\x${hex:0:2}"
        hex=${hex:2}
    done
    # The escapes are the format.
    # shellcheck disable=SC2059
    printf "$escaped"
}

# One session: connect; create /t with data; getData and getChildren2 of /t with watches; setData;
# a multi of check and create2; exists; getChildren; delete; ping; closeSession.
session() {
    local acl="00000001 0000001f 00000005 776f726c64 00000006 616e796f6e65"
    frames 0000002d 00000000 0000000000000000 00001770 0000000000000000 \
        00000010 00000000000000000000000000000000 00
    frames 00000033 00000001 00000001 00000002 2f74 00000002 6869 "$acl" 00000000
    frames 0000000f 00000002 00000004 00000002 2f74 01
    frames 0000000f 00000003 0000000c 00000002 2f74 01
    frames 00000018 00000005 00000005 00000002 2f74 00000002 796f 00000000
    frames 00000058 00000006 0000000e 0000000d 00 ffffffff 00000002 2f74 00000001 \
        0000000f 00 ffffffff 00000004 2f742f61 ffffffff "$acl" 00000001 ffffffff 01 ffffffff
    frames 00000011 00000007 00000003 00000004 2f742f61 01
    frames 0000000f 00000008 00000008 00000002 2f74 00
    frames 00000014 00000009 00000002 00000004 2f742f61 ffffffff
    frames 00000012 0000000a 00000002 00000002 2f74 ffffffff
    frames 00000008 fffffffe 0000000b
    frames 00000008 0000000b fffffff5
}

for _ in 1 2 3 4 5; do
    exec 3<>"/dev/tcp/127.0.0.1/$port" && session >&3 && cat <&3 >/dev/null
    exec 3>&-
done
for word in ruok srvr stat mntr conf cons; do
    ask "$word"
done

kill "$server"
wait "$server"
if [ ! -s "$cache" ]; then
    echo "Java wrote no cache:" >&2
    cat "$work/out" >&2
    exit 1
fi
