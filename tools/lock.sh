#!/usr/bin/env bash
# Resolves the dependencies of pyproject.toml anew, for all platforms, into the two lock files.
# They name no host: where packages come from is the business of whoever installs.
#
#   tools/lock.sh            keep versions that still fit
#   tools/lock.sh --upgrade  take the newest that fit
set -euo pipefail
cd "$(dirname "$0")/.."

uv=uv
[ -x .venv/bin/uv ] && uv=.venv/bin/uv
# Settings of this computer must not find their way into the files.
compile() {
    env -u UV_FIND_LINKS -u PIP_FIND_LINKS "$uv" --no-config pip compile pyproject.toml --quiet \
        --generate-hashes --universal --no-emit-index-url --no-emit-find-links --no-header "$@"
}
compile --all-extras --group dev -o requirements.lock "$@"
compile --group build -c requirements.lock -o requirements-run.lock "$@"
