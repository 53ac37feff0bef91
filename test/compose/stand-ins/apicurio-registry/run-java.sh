#!/bin/bash
# Runs the one jar of the program's directory, with the options of the variables that Red Hat's script reads.
cd "$JAVA_APP_DIR" || exit 1
read -ra options <<< "${JAVA_OPTS:-${JAVA_OPTIONS-}} ${JAVA_OPTS_APPEND-}"
jars=(*.jar)
exec java -XX:+ExitOnOutOfMemoryError "${options[@]}" -jar "${JAVA_APP_JAR:-${jars[0]}}" "$@"
