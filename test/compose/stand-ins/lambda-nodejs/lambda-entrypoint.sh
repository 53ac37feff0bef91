#!/bin/sh
# As in AWS's image: `docker run IMAGE file.handler`, for a runtime API that is elsewhere.
[ $# -eq 1 ] || { echo "entrypoint requires the handler name to be the first argument" 1>&2; exit 142; }
export _HANDLER="$1"
exec /var/runtime/bootstrap
