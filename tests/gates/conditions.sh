#!/bin/sh
# #if stands in host/os/, interp_*.c, header guards, for __cplusplus, around the
# fuel oracle, in base/check.h where compilers' attributes are hidden, in base/copy.c
# where a CPU's wide registers are, and in inlay_tracy.h, which a game may build with
# and without Tracy's client.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh
list_code engine host sdk samples | list_written | grep -vE '^(host/os/|engine/wasm/interp_[a-z_]*\.c|engine/base/check\.h|engine/base/copy\.c)' | while read -r file; do
    awk -v file="$file" '
        /^ *# *(if|ifdef|ifndef|elif)/ {
            if ($0 ~ /__cplusplus|INLAY_FUEL_ORACLE/) next
            if (file == "sdk/inlay_tracy.h" && $0 == "#ifdef TRACY_ENABLE") next
            if ($0 ~ /^#ifndef [A-Z0-9_]+(_H|_VALUE|_TYPES|_LAYOUT|_BINDING|_OVERLAY|_PROFILE)$/) next
            print file ":" FNR ": " $0
        }' "$file"
done
oracle=$(list_code engine host sdk | xargs grep -l INLAY_FUEL_ORACLE /dev/null | wc -l)
[ "$oracle" -gt 3 ] && echo "$oracle files speak of INLAY_FUEL_ORACLE; 3 at most"
exit 0
