#!/bin/sh
# Which two cells get one handler: counts, chooses, writes engine/wasm/pairs.def,
# beside it where they are found (pair_places.def), and the most frequent ones
# once more (pairs_few.def).
#
#   make pairs                      or   sh tests/perf/choose.sh
#   MODULES="FILE…" make pairs      large real modules or components too
#   WRITE=0                         only says what would be chosen, and what it covers
#
# Counted: the workloads (bench.sh) and the kernels beside them as they run, and
# the bodies of real modules (the sample mods, and MODULES). Each source has the
# same say. The list that is checked in was made with the JavaScript engine of a
# component (StarlingMonkey), the modules of a Python one (CPython) and
# QuickJS as MODULES. What the rules are is told by choose.py and in
# docs/adr/0015.
cd "$(dirname "$0")/../.." || exit 2
out=build/obj/pairs
release=build/bin/release
mkdir -p "$out"
rm -f "$out"/*.counted
sh tests/perf/workloads.sh "$out" || exit 2
WORKLOADS=tests/perf/workloads/kernels sh tests/perf/workloads.sh "$out" || exit 2
make --no-print-directory -s -C build config=release pairs bodies > "$out/build.log" 2>&1 || { tail "$out/build.log"; exit 2; }

# How much of each: enough for its loops to outweigh its beginning.
amount() {
    case $1 in
    fib) echo 20 ;; nbody | hash) echo 1000 ;; vm) echo 3000 ;; boids) echo 4 ;; ecs) echo 20 ;;
    stackvm) echo 100 ;; bitset) echo 50 ;; random | samples | unicode) echo 10 ;;
    newton) echo 100 ;; fmt) echo 2000 ;; march) echo 40 ;; siphash) echo 300 ;; lisp) echo 15 ;; varint | ycc | conv8 | collide) echo 8 ;; synth | terrain) echo 16 ;; regvm) echo 300 ;; murmur) echo 50 ;;
    mandel) echo 60 ;; queens) echo 7 ;; crc | qsort | life | text) echo 8 ;; dijkstra) echo 4 ;; *) echo 1 ;;
    esac
}

for file in "$out"/*.wasm; do
    name=$(basename "$file" .wasm)
    case $name in nop | hostcall) continue ;; esac
    timeout 600 "$release/pairs" core "$file" --invoke run "$(amount "$name")" 2> "$out/$name.counted" > /dev/null || { echo "$name did not run"; exit 2; }
done
for file in mods/*/*.wasm $MODULES; do
    name=$(printf %s "$file" | tr / _)
    timeout 600 "$release/bodies" "$file" > "$out/$name.counted" 2> /dev/null || { rm -f "$out/$name.counted"; echo "left out: $file"; }
done

target="engine/wasm/pairs.def engine/wasm/pairs_few.def"
[ "$WRITE" = 0 ] && target=""
# shellcheck disable=SC2086
python3 tests/perf/choose.py "$out" $target || exit 2
[ -z "$target" ] || python3 tests/perf/place.py engine/wasm/pairs.def engine/wasm/pair_places.def
