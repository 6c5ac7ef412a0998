#!/usr/bin/env bash
# The shell for looking at a tree and changing it: zkCli.sh -help, and docs/shell.md.

ZOOBIN=${BASH_SOURCE[0]}
while [ -h "$ZOOBIN" ]; do
    ZOOBINLINK=$(readlink "$ZOOBIN")
    case $ZOOBINLINK in
        /*) ZOOBIN=$ZOOBINLINK ;;
        *) ZOOBIN=$(dirname "$ZOOBIN")/$ZOOBINLINK ;;
    esac
done
ZOOBINDIR=$(cd "$(dirname "$ZOOBIN")" && pwd -P)
PADDOCK_ROLE=cli

if [ -e "$ZOOBINDIR/../libexec/zkEnv.sh" ]; then
    . "$ZOOBINDIR/../libexec/zkEnv.sh"
else
    . "$ZOOBINDIR/zkEnv.sh"
fi

# Clients run where servers cannot.
PADDOCK_JAVA_NEEDED=17
paddock_find_java
if [ "$(paddock_java_version "${JAVA%/bin/java}")" -lt "$PADDOCK_JAVA_OF_OPTIONS" ]; then
    PADDOCK_JVM=(--enable-native-access=ALL-UNNAMED -Dio.netty.jfr.enabled=false)
fi

# CLIENT_JVMFLAGS and JVMFLAGS are lists of words.
# shellcheck disable=SC2086
exec "$JAVA" "${PADDOCK_JVM[@]}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    "-Xmx${ZK_CLIENT_HEAP}m" \
    "-Dzookeeper.log.dir=$ZOO_LOG_DIR" "-Dzookeeper.log.file=$ZOO_LOG_FILE" \
    "-Dzookeeper.log.level=ERROR" \
    -cp "$(paddock_class_path)" $CLIENT_JVMFLAGS $JVMFLAGS paddock.shell.ZkCli "$@"
