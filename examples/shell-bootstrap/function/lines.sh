# Writes the value of each record to the log. $1: the file with the event; what goes to standard output is the answer.
handle() {
  tr ',{}' '\n' <"$1" | sed -n 's/^"value": *"\(.*\)"$/\1/p' | while read -r value; do
    printf '%s' "$value" | base64 -d >&2
    echo >&2
  done
  echo '{}'
}
