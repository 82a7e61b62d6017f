#!/bin/sh
# What `make demo` shows: the example reports read, as tables 100 columns wide, and as a map.
# BIN holds warlog, OUT takes what is written.
set -eu
cd "$(dirname "$0")/.."
BIN=${BIN:-.venv/bin}
OUT=${OUT:-out}

mkdir -p "$OUT"
rm -f "$OUT/demo.db" "$OUT/demo.db-wal" "$OUT/demo.db-shm"
COLUMNS=100 "$BIN/warlog" read examples/reports --log "$OUT/demo.db"
"$BIN/warlog" map "$OUT/map.html" --log "$OUT/demo.db"

echo
echo "All of this is invented: see examples/README.md for what there is to find."
echo "The map, to open in a browser:  $OUT/map.html"
echo "The log, to ask further:        $BIN/warlog show claims --act casualties --log $OUT/demo.db"
