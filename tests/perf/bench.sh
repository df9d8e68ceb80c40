#!/bin/sh
# make bench: our interpreters, with fuel, against the peers that registries have:
# wasmi (cargo), wasmtime's Cranelift and Pulley and wasm3 (PyPI); calls, instances and
# loading, against wasmi's; typed calls of components, against wasmtime's (cargo). Rounds
# are interleaved and the least of each is taken; CPU time of the call alone.
#
#   ROUNDS=7         rounds of all
#   BUILDS=5         builds of ours with shuffled handlers: figures against wasmi are their median
#   WORKLOADS=DIR    C files (../shared/bench, else our own)
#   MODULES="FILE…"  large real core modules and components, for load times
#   MODS="FILE…"     creatures of the sample game, in any language: from bytes to ready
#   FOLDERS="DIR…"   folders of mods of the sample game: the frame that translated the most in 300 frames of each
#   PREPARE=1        build all that is compared, peers too, and measure nothing
#   WRITE=1          write docs/PERFORMANCE.md's tables and its picture
cd "$(dirname "$0")/../.." || exit 2
rounds=${ROUNDS:-7}
builds=${BUILDS:-5}
out=build/obj/bench
release=build/bin/release
mkdir -p "$out/wasm"
sh tests/perf/workloads.sh "$out/wasm" || exit 2

echo "building what is compared"
build() {       # CONFIG PROGRAM…
    config=$1
    shift
    make --no-print-directory -s -C build config="$config" "$@" > "$out/$config.log" 2>&1
}
build portable inlay-tool || { tail "$out/portable.log"; exit 2; }
build release inlay-tool || { tail "$out/release.log"; exit 2; }
for program in calls load ready suspend perf-bind game; do
    build release "$program" || echo "bench: $program could not be built ($out/release.log)"
done
variants=$(sh tests/perf/variants.sh "$out/variants" "$builds") || exit 2

wasmi=""
if command -v cargo > /dev/null; then
    CARGO_TARGET_DIR="$PWD/build/obj/wasmi-peer"
    export CARGO_TARGET_DIR
    if cargo build -q --release --manifest-path tests/perf/wasmi-peer/Cargo.toml > "$out/cargo.log" 2>&1
    then wasmi=$CARGO_TARGET_DIR/release/wasmi-peer
    else echo "bench: wasmi could not be built ($out/cargo.log)"; fi
else
    echo "bench: there is no cargo, so no wasmi"
fi

# Wasmtime's typed bindings: some minutes to build, once.
typed_peer=""
if command -v cargo > /dev/null; then
    CARGO_TARGET_DIR="$PWD/build/obj/wasmtime-peer"
    if nice -n 10 cargo build -q --release --manifest-path tests/perf/wasmtime-peer/Cargo.toml > "$out/wasmtime.log" 2>&1
    then typed_peer=$CARGO_TARGET_DIR/release/wasmtime-peer
    else echo "bench: wasmtime could not be built ($out/wasmtime.log)"; fi
fi

# Python's packages go into a folder of the build, not into the system.
python=""
if python3 -m venv "$out/venv" > "$out/pip.log" 2>&1; then
    "$out/venv/bin/pip" install -q wasmtime >> "$out/pip.log" 2>&1 && python="cranelift cranelift-fuel pulley pulley-fuel"
    "$out/venv/bin/pip" install -q pywasm3 >> "$out/pip.log" 2>&1 && python="$python wasm3"
fi
[ -n "$python" ] || echo "bench: neither wasmtime nor wasm3 could be had from PyPI ($out/pip.log)"

[ -n "$PREPARE" ] && { echo "bench: all is built"; exit 0; }

# How much of each, as shared with all who measure; another workload runs with 1,000.
amount() {
    case $1 in
    fib) echo 34 ;; sieve) echo 6 ;; nbody) echo 200000 ;; sha256) echo 40 ;; vm) echo 300000 ;;
    json) echo 50 ;; boids) echo 600 ;; ecs) echo 5000 ;; hostcall) echo 3000000 ;; *) echo 1000 ;;
    esac
}

run() {         # COLUMN COMMAND…: notes time and result
    column=$1
    shift
    timeout 300 "$@" 2> /dev/null | awk -v name="$name" -v column="$column" '
        NR == 1 { result = $1 } /^call_ms/ { print name, column, $2, result }' >> "$out/times"
}

: > "$out/times"
round=1
while [ "$round" -le "$rounds" ]; do
    for file in "$out"/wasm/*.wasm; do
        name=$(basename "$file" .wasm)
        [ "$name" = nop ] && continue
        n=$(amount "$name")
        run tail "$release/inlay" core "$file" --invoke run "$n" --stats --tail
        run switch "$release/inlay" core "$file" --invoke run "$n" --stats --switch
        run goto build/bin/portable/inlay core "$file" --invoke run "$n" --stats --switch
        for variant in $variants; do
            run "$variant" "$out/variants/$variant" core "$file" --invoke run "$n" --stats --tail
        done
        if [ -n "$wasmi" ]; then
            run wasmi "$wasmi" "$file" run "$n"
            run wasmi-fuel "$wasmi" "$file" run "$n" fuel
        fi
        # Called back from Python, they would measure Python.
        [ "$name" = hostcall ] && continue
        for engine in $python; do
            run "$engine" "$out/venv/bin/python" tests/perf/peers.py "$engine" "$file" run "$n"
        done
    done
    round=$((round + 1))
done

# What fuel costs in instructions run: the same handlers with and without, by callgrind.
: > "$out/instructions"
count() {       # NAME N PROGRAM
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$3" core "$out/wasm/$1.wasm" --invoke run "$2" 2>&1 > /dev/null |
        awk '/Collected/ { print $NF }'
}
if command -v valgrind > /dev/null; then
    for pair in fib:22 sieve:1 nbody:2000 sha256:1 vm:6000 json:1 boids:10 ecs:100; do
        name=${pair%:*}
        [ -f "$out/wasm/$name.wasm" ] || continue
        # One of each that does nothing is what starting costs.
        echo "$name $(count "$name" "${pair#*:}" "$out/variants/tail-1") $(count "$name" "${pair#*:}" "$out/variants/free-1") $(count "$name" 0 "$out/variants/tail-1") $(count "$name" 0 "$out/variants/free-1")" >> "$out/instructions"
    done
else
    echo "bench: there is no valgrind, so instructions are not counted"
fi

# Calls, instances, suspending; bindings; loading. Each prints its own lines.
: > "$out/others"
other() {       # PROGRAM ARGUMENT…
    program=$1
    shift
    [ -x "$release/$program" ] && timeout 300 "$release/$program" "$@" >> "$out/others" 2>&1
}
beside_wasmi() {        # WORDS-FOR-WASMI PROGRAM ARGUMENT…
    words=$1
    program=$2
    shift 2
    if [ -x "$release/$program" ] && [ -n "$wasmi" ]
    then timeout 600 sh tests/perf/beside.sh wasmi "$wasmi $program $words" "$release/$program" "$@" >> "$out/others" 2>&1
    else other "$program" "$@"; fi
}
small="$out/wasm/nop.wasm $out/wasm/hostcall.wasm"
# shellcheck disable=SC2086
beside_wasmi "$small" calls $small tests/bind/echo.wasm
other suspend
[ -x "$release/perf-bind" ] && timeout 300 sh tests/perf/bindings.sh "$release/perf-bind" "$typed_peer" >> "$out/others" 2>&1
# shellcheck disable=SC2086
if [ -n "$MODULES" ]; then beside_wasmi "$MODULES" load $MODULES; else other load; fi
# shellcheck disable=SC2086
other ready mods/chaser/chaser.wasm mods/wanderer/wanderer.wasm $MODS
for folder in mods $FOLDERS; do
    [ -x "$release/game" ] || continue
    SDL_VIDEODRIVER=dummy timeout 120 "$release/game" --headless --frames 300 --mods "$folder" --report "$out/game.json" > /dev/null 2>&1
    sed -n "s|.*\"translate_us\": { \"max\": \([0-9.]*\), \"frame\": \([0-9]*\).*|translating in one frame, $(basename "$folder"), us: \1, frame \2   (at most 1000)|p" "$out/game.json" >> "$out/others"
done

if command -v python3 > /dev/null; then
    exec python3 tests/perf/report.py "$out" ${WRITE:+docs/PERFORMANCE.md docs/assets/speed.svg}
fi
echo "bench: there is no python3 to make the table; the times are in $out/times"
