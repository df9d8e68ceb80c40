#!/bin/sh
# libinlay.a gives out inlay_* and nothing else.
cd "$(dirname "$0")/../.." || exit 2
library=build/bin/${CONFIG:-release}/libinlay.a
[ -f "$library" ] || { echo "$library is not built"; exit; }
nm -g --defined-only "$library" 2> /dev/null | awk 'NF == 3 && $3 !~ /^inlay_/ { print $3 " is exported" }'
nm -g --defined-only "$library" | grep -q ' inlay_open$' || echo "inlay_open is not exported"
