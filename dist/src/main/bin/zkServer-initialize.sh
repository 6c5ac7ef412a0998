#!/usr/bin/env bash
# Prepares the data folders of a new server.

ZOOBIN=${BASH_SOURCE[0]}
while [ -h "$ZOOBIN" ]; do
    ZOOBINLINK=$(readlink "$ZOOBIN")
    case $ZOOBINLINK in
        /*) ZOOBIN=$ZOOBINLINK ;;
        *) ZOOBIN=$(dirname "$ZOOBIN")/$ZOOBINLINK ;;
    esac
done
ZOOBINDIR=$(cd "$(dirname "$ZOOBIN")" && pwd -P)
PADDOCK_ROLE=initialize

if [ -e "$ZOOBINDIR/../libexec/zkEnv.sh" ]; then
    . "$ZOOBINDIR/../libexec/zkEnv.sh"
else
    . "$ZOOBINDIR/zkEnv.sh"
fi

usage() {
    cat <<USAGE
usage: $0 <parameters>
  Optional parameters:
     -h                                                    Display this message
     --help                                                Display this message
USAGE
    printf '     --configfile=%-40s ZooKeeper config file\n' "$ZOOCFG"
    cat <<USAGE
     --myid=#                                              Set the myid to be used, if any (1-255)
     --force                                               Force creation of the data/txnlog dirs
USAGE
    exit 1
}

CONFIGFILE=$ZOOCFG
MYID=
FORCE=
while [ $# -gt 0 ]; do
    case $1 in
        --configfile=*) CONFIGFILE=${1#*=} ;;
        --configfile)
            [ $# -gt 1 ] || usage
            CONFIGFILE=$2
            shift
            ;;
        --myid=*) MYID=${1#*=} ;;
        --myid)
            [ $# -gt 1 ] || usage
            MYID=$2
            shift
            ;;
        --force) FORCE=yes ;;
        -h | --help) usage ;;
        *)
            echo "Unknown option: $1"
            usage
            ;;
    esac
    shift
done

if [ ! -f "$CONFIGFILE" ]; then
    echo "Unable to find config file at $CONFIGFILE"
    exit 1
fi
ZOO_DATADIR=$(paddock_config_value dataDir "$CONFIGFILE")
ZOO_DATALOGDIR=$(paddock_config_value dataLogDir "$CONFIGFILE")
if [ -z "$ZOO_DATADIR" ]; then
    echo "Unable to determine dataDir from $CONFIGFILE"
    exit 1
fi

if [ -n "$FORCE" ]; then
    echo "Force enabled, data/txnlog directories will be re-initialized"
else
    if [ -d "$ZOO_DATADIR/version-2" ]; then
        echo "ZooKeeper data directory already exists at $ZOO_DATADIR (or use --force to force re-initialization)"
        exit 1
    fi
    if [ -n "$ZOO_DATALOGDIR" ] && [ -d "$ZOO_DATALOGDIR/version-2" ]; then
        echo "ZooKeeper txnlog directory already exists at $ZOO_DATALOGDIR (or use --force to force re-initialization)"
        exit 1
    fi
fi

prepare() { # folder
    rm -rf -- "$1/myid" "$1/version-2" && mkdir -p -- "$1/version-2"
}
prepare "$ZOO_DATADIR" || exit 1
if [ -n "$ZOO_DATALOGDIR" ]; then
    prepare "$ZOO_DATALOGDIR" || exit 1
fi
if [ -n "$MYID" ]; then
    echo "Using myid of $MYID"
    echo "$MYID" >"$ZOO_DATADIR/myid" || exit 1
else
    echo "No myid provided, be sure to specify it in $ZOO_DATADIR/myid if using non-standalone"
fi
: >"$ZOO_DATADIR/initialize"
