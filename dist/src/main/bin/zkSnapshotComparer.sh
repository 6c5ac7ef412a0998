#!/usr/bin/env bash
# Says where two snapshots differ; called without options it tells how.

ZOOBIN=${BASH_SOURCE[0]}
while [ -h "$ZOOBIN" ]; do
    ZOOBINLINK=$(readlink "$ZOOBIN")
    case $ZOOBINLINK in
        /*) ZOOBIN=$ZOOBINLINK ;;
        *) ZOOBIN=$(dirname "$ZOOBIN")/$ZOOBINLINK ;;
    esac
done
ZOOBINDIR=$(cd "$(dirname "$ZOOBIN")" && pwd -P)
PADDOCK_ROLE=toolkit

if [ -e "$ZOOBINDIR/../libexec/zkEnv.sh" ]; then
    . "$ZOOBINDIR/../libexec/zkEnv.sh"
else
    . "$ZOOBINDIR/zkEnv.sh"
fi

paddock_run_tool paddock.storage.tool.SnapshotComparer "$@"
