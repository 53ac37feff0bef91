#!/usr/bin/env bash
# Runs everything that needs Docker once, where images cannot be pulled: builds the stand-ins that are missing, then the
# tests. Docker has to run. Arguments go to the tests: test/compose/run.sh test/compose/pipeline
set -euo pipefail
cd "$(dirname "$0")/../.."
node local/bootstrap.mjs test/compose/stand-ins/build.ts
# One after the other: they are on the same Docker.
exec npm test -- "$@" --selectProjects compose --runInBand
