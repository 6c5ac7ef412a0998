#!/usr/bin/env bash
# Removes old snapshots and logs: zkCleanup.sh -n <count>, count at least 3.

ZOOBIN=${BASH_SOURCE[0]}
while [ -h "$ZOOBIN" ]; do
    ZOOBINLINK=$(readlink "$ZOOBIN")
    case $ZOOBINLINK in
        /*) ZOOBIN=$ZOOBINLINK ;;
        *) ZOOBIN=$(dirname "$ZOOBIN")/$ZOOBINLINK ;;
    esac
done
ZOOBINDIR=$(cd "$(dirname "$ZOOBIN")" && pwd -P)
PADDOCK_ROLE=cleanup

if [ -e "$ZOOBINDIR/../libexec/zkEnv.sh" ]; then
    . "$ZOOBINDIR/../libexec/zkEnv.sh"
else
    . "$ZOOBINDIR/zkEnv.sh"
fi

ZOODATADIR=$(paddock_config_value dataDir "$ZOOCFG")
ZOODATALOGDIR=$(paddock_config_value dataLogDir "$ZOOCFG")

if [ -z "$ZOODATADIR" ]; then
    echo "Unable to determine dataDir from $ZOOCFG" >&2
    exit 1
fi
if [ -z "$ZOODATALOGDIR" ]; then
    paddock_run_tool paddock.storage.tool.PurgeTxnLog "$ZOODATADIR" "$@"
fi
paddock_run_tool paddock.storage.tool.PurgeTxnLog "$ZOODATALOGDIR" "$ZOODATADIR" "$@"
