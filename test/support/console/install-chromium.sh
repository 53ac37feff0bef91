#!/usr/bin/env bash
# Chromium, which the browser tests use: from Debian's packages, where that can be done without asking anybody. Elsewhere
# the tests say by name what is missing.
set -euo pipefail
[ -n "${CHROMIUM:-}" ] && exit
for program in chromium chromium-browser google-chrome; do
  command -v "$program" >/dev/null && exit
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo 'There is no Chromium: the browser tests will fail. Install it, or name it in CHROMIUM.' >&2
  exit
fi
install() { DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; }
# A machine that has not asked for a package for long knows of none, or of one that is no longer there.
install || { apt-get update && install; }
