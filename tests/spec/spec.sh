#!/bin/sh
# The official suites: spec.sh [SUITE-OPTION…]. CONFIG= chooses the build (release).
cd "$(dirname "$0")/../.." || exit 2
. tests/spec/suites.sh
[ -n "$SUITES" ] || exit 2
suite=build/bin/${CONFIG:-release}/suite
list=tests/spec/not_yet.txt

if [ -d "$SUITES/core" ] || [ -d "$SUITES/component" ]; then
    set -- "$@" $(for s in core component; do [ -d "$SUITES/$s" ] && echo "$SUITES/$s"; done)
else
    set -- "$@" "$SUITES"
fi
exec "$suite" --list "$list" "$@"
