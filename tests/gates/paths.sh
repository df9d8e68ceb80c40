#!/bin/sh
# No path of some machine in the tree, in built mods neither.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh
list_files . | grep -vE '^(tests/gates/paths\.sh|build/(bin|obj|dist|mods)/)' \
    | xargs grep -aoE '(^|[^a-zA-Z0-9_.])/(work|root|home/[a-z]+|Users/[a-zA-Z]+)/[a-zA-Z0-9._/-]{1,60}' /dev/null | sort -u | head -n 40
