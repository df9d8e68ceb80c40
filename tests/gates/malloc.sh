#!/bin/sh
# Memory comes from a budget: malloc and its kin stand in engine/base/budget.c alone.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh
list_code engine host sdk | grep -vE '^(engine/base/budget\.c|sdk/tool/)' \
    | xargs grep -nE '(^|[^a-zA-Z0-9_.>])(malloc|calloc|realloc|strdup|strndup|free|alloca|asprintf|vasprintf)\(' /dev/null \
    | grep -vE ':[0-9]+: *(\*|/\*)'
