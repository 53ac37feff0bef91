# Heap and JMX of the server; sourced by bin/cassandra.
if [[ -z "${MAX_HEAP_SIZE-}" ]]; then
  megabytes="$(free -m | awk '/^Mem:/ { print int($2 / 4) }')"
  MAX_HEAP_SIZE="$((megabytes > 8192 ? 8192 : megabytes))M"
fi
JVM_OPTS="$JVM_OPTS -Xms$MAX_HEAP_SIZE -Xmx$MAX_HEAP_SIZE ${HEAP_NEWSIZE:+-Xmn$HEAP_NEWSIZE}"
JVM_OPTS="$JVM_OPTS -Dcassandra.jmx.local.port=${JMX_PORT:-7199} ${JVM_EXTRA_OPTS-}"
