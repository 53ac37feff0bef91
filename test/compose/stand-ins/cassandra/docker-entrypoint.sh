#!/bin/bash
# Root steps down to cassandra, and CASSANDRA_* variables go into the settings; any other command runs as it is.
set -e
if [[ $# -eq 0 || "$1" == -* ]]; then set -- cassandra -f "$@"; fi
if [[ "$1" == cassandra && "$(id -u)" == 0 ]]; then
  find "$CASSANDRA_CONF" /var/lib/cassandra /var/log/cassandra \! -user cassandra -exec chown cassandra '{}' +
  exec gosu cassandra "$0" "$@"
fi

# Writes into the file itself, which may be mounted by its own.
edit() {
  local edited
  edited="$(sed -r "$2" "$1")"
  printf '%s\n' "$edited" > "$1"
}

if [[ "$1" == cassandra ]]; then
  own_address="$(hostname -I | cut -d' ' -f1)"
  : "${CASSANDRA_RPC_ADDRESS=0.0.0.0}" "${CASSANDRA_LISTEN_ADDRESS=auto}"
  if [[ "$CASSANDRA_LISTEN_ADDRESS" == auto ]]; then CASSANDRA_LISTEN_ADDRESS="$own_address"; fi
  : "${CASSANDRA_BROADCAST_ADDRESS=$CASSANDRA_LISTEN_ADDRESS}"
  if [[ "$CASSANDRA_BROADCAST_ADDRESS" == auto ]]; then CASSANDRA_BROADCAST_ADDRESS="$own_address"; fi
  : "${CASSANDRA_BROADCAST_RPC_ADDRESS:=$CASSANDRA_BROADCAST_ADDRESS}"
  : "${CASSANDRA_SEEDS:=$CASSANDRA_BROADCAST_ADDRESS}"
  edit "$CASSANDRA_CONF/cassandra.yaml" "s/(- seeds:).*/\1 \"$CASSANDRA_SEEDS\"/"
  for setting in broadcast_address broadcast_rpc_address cluster_name endpoint_snitch listen_address num_tokens rpc_address; do
    variable="CASSANDRA_${setting^^}"
    if [[ "${!variable-}" ]]; then
      edit "$CASSANDRA_CONF/cassandra.yaml" "s/^(# )?($setting:).*/\2 ${!variable}/"
    fi
  done
  for setting in dc rack; do
    variable="CASSANDRA_${setting^^}"
    if [[ "${!variable-}" ]]; then
      edit "$CASSANDRA_CONF/cassandra-rackdc.properties" "s/^($setting=).*/\1${!variable}/"
    fi
  done
fi
exec "$@"
