#!/bin/sh
# make bench: our interpreters, with fuel, against wasmi, without and with. Rounds
# are interleaved, and the least of each is taken; CPU time of the call alone.
#   ROUNDS=7   WORKLOADS=folder of C or wasm files (../shared/bench, else our own)
cd "$(dirname "$0")/../.." || exit 2
rounds=${ROUNDS:-7}
workloads=${WORKLOADS:-../shared/bench}
[ -d "$workloads" ] || workloads=tests/perf/workloads
out=build/obj/bench
inlay=build/bin/release/inlay
mkdir -p "$out"

for source in "$workloads"/*.c; do
    name=$(basename "$source" .c)
    [ "$out/$name.wasm" -nt "$source" ] && continue
    clang-19 --target=wasm32 -O3 -mbulk-memory -mno-simd128 -ffreestanding -fno-builtin-printf -nostdlib \
        -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=65536 -Wl,--allow-undefined -o "$out/$name.wasm" "$source" || exit 2
done

# The peer, where there is cargo and it can be built.
peer=""
if command -v cargo > /dev/null; then
    CARGO_TARGET_DIR="$PWD/build/obj/wasmi-peer"
    export CARGO_TARGET_DIR
    if cargo build -q --release --manifest-path tests/perf/wasmi-peer/Cargo.toml > "$out/cargo.log" 2>&1
    then peer=$CARGO_TARGET_DIR/release/wasmi-peer
    else echo "bench: wasmi could not be built ($out/cargo.log); ours alone"; fi
else
    echo "bench: there is no cargo, so no wasmi; ours alone"
fi

# How much of each, as shared with all who measure; another workload runs with 1,000.
amount() {
    case $1 in
    fib) echo 34 ;; sieve) echo 6 ;; nbody) echo 200000 ;; sha256) echo 40 ;; vm) echo 300000 ;;
    json) echo 50 ;; boids) echo 600 ;; ecs) echo 5000 ;; hostcall) echo 3000000 ;; *) echo 1000 ;;
    esac
}

run() {         # COLUMN COMMAND… : notes time and result
    column=$1
    shift
    timeout 300 "$@" 2> /dev/null | awk -v name="$name" -v column="$column" '
        NR == 1 { result = $1 } /^call_ms/ { print name, column, $2, result }' >> "$out/times"
}

: > "$out/times"
round=1
while [ "$round" -le "$rounds" ]; do
    for file in "$out"/*.wasm; do
        name=$(basename "$file" .wasm)
        [ "$name" = nop ] && continue
        n=$(amount "$name")
        run tail "$inlay" core "$file" --invoke run "$n" --stats --tail
        run switch "$inlay" core "$file" --invoke run "$n" --stats --switch
        [ -n "$peer" ] || continue
        run wasmi "$peer" "$file" run "$n"
        run wasmi-fuel "$peer" "$file" run "$n" fuel
    done
    round=$((round + 1))
done

echo "CPU ms of one call, least of $rounds interleaved rounds; ours always meters fuel"
awk '
    { key = $1 SUBSEP $2; if (!(key in best) || $3 < best[key]) best[key] = $3
      if (($1 in result) && result[$1] != $4) differs[$1]; result[$1] = $4
      if (!($1 in seen)) { seen[$1]; order[++count] = $1 } }
    function cell(name, column) { return (name SUBSEP column) in best ? sprintf("%.1f", best[name, column]) : "-" }
    function ratio(name, peer, column, sums,    r) {
        if (!((name SUBSEP peer) in best) || !((name SUBSEP column) in best)) return "-"
        r = best[name, peer] / best[name, column]
        return sprintf("%.2f", r)
    }
    END {
        printf "%-10s %10s %10s %10s %12s %14s %18s\n", "workload", "tail", "switch", "wasmi", "wasmi+fuel", "speed/wasmi", "speed/wasmi+fuel"
        for (i = 1; i <= count; i++) {
            n = order[i]
            printf "%-10s %10s %10s %10s %12s %14s %18s%s\n", n, cell(n, "tail"), cell(n, "switch"), cell(n, "wasmi"), cell(n, "wasmi-fuel"),
                   ratio(n, "wasmi", "tail"), ratio(n, "wasmi-fuel", "tail"), n in differs ? "  RESULTS DIFFER" : ""
            if (ratio(n, "wasmi", "tail") != "-") { log_sum += log(ratio(n, "wasmi", "tail")); log_fuel += log(ratio(n, "wasmi-fuel", "tail")); terms++ }
            bad += n in differs
        }
        if (terms) printf "%-10s %10s %10s %10s %12s %14.2f %18.2f\n", "geo. mean", "", "", "", "", exp(log_sum / terms), exp(log_fuel / terms)
        exit bad > 0
    }' "$out/times"
