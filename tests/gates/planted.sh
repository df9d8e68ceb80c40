#!/bin/sh
# A bug that can't be planted any more shows nothing: each expression of
# tests/fuzz/bugs.sh must still change its file.
cd "$(dirname "$0")/../.." || exit 2
bug() {         # WHAT FILE SED-EXPRESSION WHO-FIRST
    sed "$3" "$2" | cmp -s - "$2" && echo "\"$1\": the line to change is gone from $2"
}
. tests/fuzz/bugs.sh
