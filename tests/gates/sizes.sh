#!/bin/sh
# Files of at most 800 lines, functions of at most 60; but the two tables, of instructions and (made by choose.py) of pairs.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh
list_code engine host sdk samples tests | grep -v -x -e engine/wasm/opcodes.def -e engine/wasm/pairs.def -e engine/wasm/pair_places.def | list_written | while read -r file; do
    awk -v file="$file" '
        /^[a-zA-Z_].*\)$/ || /^[a-zA-Z_].*\) *\{$/ { head = $0 }
        /^\{/ || /^[a-zA-Z_].*\) *\{$/ { start = FNR }
        /^\}/ && start {
            if (FNR - start - 1 > 60) { sub(/\(.*/, "", head); print file ":" start ": " head " has " FNR - start - 1 " lines" }
            start = 0
        }
        END { if (FNR > 800) print file ": " FNR " lines" }' "$file"
done
