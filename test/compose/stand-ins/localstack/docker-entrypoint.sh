#!/bin/bash
# As LocalStack's own: variables may have the prefix LOCALSTACK_, scripts of /etc/localstack/init run, signals arrive.
set -eo pipefail

source <(env | grep -v -e '^LOCALSTACK_HOST' -e '^LOCALSTACK_[[:digit:]]' |
  sed -ne 's/^LOCALSTACK_\([^=]\+\)=.*/export \1=${LOCALSTACK_\1}/p')

mkdir -p /var/lib/localstack/logs
source /opt/code/localstack/.venv/bin/activate
test -d /etc/localstack/init/boot.d && python3 -m localstack.runtime.init BOOT
exec localstack-supervisor
