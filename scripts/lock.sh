#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml: exact versions with hashes, for Python 3.11 to 3.13 on any
# system, without index or download addresses. Run by `make lock`; UV names the uv to use.
#
# Newer versions are taken only with `UPGRADE=1`: else what is pinned stays where pyproject.toml allows it.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
options=(--quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url)
options+=(--no-emit-find-links --no-config)
if [[ -n ${UPGRADE:-} ]]; then options+=(--upgrade); fi

# $1: the file's name; the rest: what goes in. A file keeps to the versions of the ones before it.
lock() {
    local name=$1
    shift
    "$uv" pip compile "${options[@]}" "$@" --output-file "requirements/$name.txt"
    echo "requirements/$name.txt: $(grep -c == "requirements/$name.txt") packages"
}

lock run pyproject.toml
lock test pyproject.toml --group pyproject.toml:test --constraints requirements/run.txt
lock docs --group pyproject.toml:docs --constraints requirements/test.txt
lock build --group pyproject.toml:build --constraints requirements/test.txt
lock bootstrap --group pyproject.toml:bootstrap
