#!/bin/sh
# No circle of includes, neither between files nor between folders.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh

edges() {
    list_code engine host sdk samples tests | while read -r file; do
        awk -v file="$file" '/^#include "/ { split($0, part, "\""); print file, part[2] }' "$file"
    done
}

edges | tsort 2>&1 > /dev/null | sed 's/^tsort: /file circle: /'
edges | awk '
    function folder(path) { sub(/\/[^\/]*$/, "", path); return path }
    $1 !~ /^tests/ { a = folder($1); b = folder($2); if (a != b) print a, b }' | sort -u \
    | tsort 2>&1 > /dev/null | sed 's/^tsort: /folder circle: /'
