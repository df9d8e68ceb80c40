#!/bin/sh
# The builds of this machine print the same golden text: results, fuel, traps and
# memory of generated modules and workloads, fused or not, counted singly or not.
# About 5 s; the builds are those that the other tests make.
cd "$(dirname "$0")/../.." || exit 2
out=build/obj/golden
mkdir -p "$out"
WORKLOADS=tests/perf/workloads sh tests/perf/workloads.sh "$out" || exit 2
passed=0 failed=0

try() {         # CONFIG OPTION…
    config=$1
    shift
    program=build/bin/$config/golden
    if [ ! -x "$program" ]; then
        echo "skipped: there is no $program (make -C build config=$config golden)"
        return
    fi
    "$program" "$@" --seeds 1000 "$out/fib.wasm=18" "$out/sieve.wasm=1" > "$out/text" 2>&1
    [ -f "$out/first" ] || cp "$out/text" "$out/first"
    if cmp -s "$out/first" "$out/text"; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "$config $*:"; diff "$out/first" "$out/text"; fi
}

rm -f "$out/first"
try release
try release --switch
try portable
try oracle
try oracle --switch
try sanitize
cat "$out/first"
echo "golden: $passed passed, $failed failed"
[ "$failed" = 0 ]
