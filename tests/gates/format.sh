#!/bin/sh
# One place formats text: vsnprintf stands in engine/base/text.c alone; nothing
# but a tool writes to stdout or stderr.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh
list_code engine host sdk | grep -vE '^(engine/base/text\.c|sdk/tool/)' \
    | xargs grep -nE '(^|[^a-zA-Z0-9_])(v?s?n?printf|vsprintf|puts|putchar|fputs|v?fprintf|fwrite)\(' /dev/null \
    | grep -vE ':[0-9]+: *(\*|/\*)' | grep -vE 'format\(printf'
