#!/bin/sh
# The command of an installation without a network: the version that `current` points to, over the data beside it.
# zhibu.env, if it is there, sets the environment, such as ZHIBU_DATABASE=… or ZHIBU_HTTPS=1.
set -eu
root=$(dirname -- "$(readlink -f -- "$0")")
if [ -r "$root/zhibu.env" ]; then
    set -a
    # shellcheck disable=SC1091
    . "$root/zhibu.env"
    set +a
fi
case ${1:-} in demo) data=$root/data/demo ;; *) data=$root/data ;; esac
ZHIBU_DATA_DIR=${ZHIBU_DATA_DIR:-$data}
now=$root/$(readlink "$root/current")
PYTHONPATH=$now/code/src
PYTHONNOUSERSITE=1
export ZHIBU_DATA_DIR PYTHONPATH PYTHONNOUSERSITE
exec "$now/venv/bin/python" -m zhibu.config.cli "$@"
