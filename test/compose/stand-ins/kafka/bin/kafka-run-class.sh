#!/usr/bin/env bash
# Runs a class of Kafka's with its jars, after those of CLASSPATH; the variables are those of Kafka's own script.
base="$(cd "$(dirname "$0")/.." && pwd)"
export CLASSPATH="${CLASSPATH:+$CLASSPATH:}$base/libs/*"
read -ra options <<< "${KAFKA_HEAP_OPTS:--Xmx256M} ${KAFKA_JVM_PERFORMANCE_OPTS:--server -XX:+UseG1GC -Djava.awt.headless=true} \
${KAFKA_JMX_OPTS-} ${KAFKA_LOG4J_OPTS:--Dlog4j2.configurationFile=$base/config/tools-log4j2.yaml} ${KAFKA_OPTS-}"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" "-Dkafka.logs.dir=${LOG_DIR:-$base/logs}" "$@"
