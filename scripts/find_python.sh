#!/bin/sh
# Prints the command of a Python that warlog runs on, 3.11 to 3.13, able to make environments; PYTHON goes first.
# None there: says so on standard error, exit status 1.

works() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

if [ -n "$PYTHON" ]; then
    if works "$PYTHON"; then
        echo "$PYTHON"
        exit 0
    fi
    echo "PYTHON=$PYTHON: not a Python from 3.11 to 3.13 with the venv module; name another" >&2
    exit 1
fi
for python in python3.11 python3.12 python3.13 python3 python; do
    if works "$python"; then
        echo "$python"
        exit 0
    fi
done
echo "No Python from 3.11 to 3.13 found (with the venv module). On Debian and Ubuntu:" >&2
echo "    apt-get install python3 python3-venv" >&2
echo "or name one: make demo PYTHON=/path/to/python3.12" >&2
exit 1
