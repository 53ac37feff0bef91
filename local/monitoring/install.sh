#!/usr/bin/env bash
# Unpacks Debian's Prometheus beside the other parts that npm start installs. To install its package would start a service
# of the machine, which nobody here needs.
set -euo pipefail
cache="${PIPELINE_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/serverless-users-pipeline}"
place="$cache/prometheus"
command -v prometheus promtool >/dev/null && exit
[ -x "$place/usr/bin/prometheus" ] && exit
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# A machine that has not asked for a package for long knows of none, or of one that is no longer there.
apt-get download prometheus || { apt-get update && apt-get download prometheus; }
dpkg-deb --extract prometheus_*.deb unpacked
mkdir -p "$cache"
rm -rf "$place"
mv unpacked "$place"
