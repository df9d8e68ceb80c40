#!/bin/sh
# Compiles the workloads to wasm: workloads.sh OUT. They are taken from the folder
# that WORKLOADS= names, else ../shared/bench, else our own.
cd "$(dirname "$0")/../.." || exit 2
out=${1:-build/obj/bench}
workloads=${WORKLOADS:-../shared/bench}
[ -d "$workloads" ] || workloads=tests/perf/workloads
mkdir -p "$out"

for source in "$workloads"/*.c; do
    name=$(basename "$source" .c)
    [ "$out/$name.wasm" -nt "$source" ] && continue
    clang-19 --target=wasm32 -O3 -mbulk-memory -mno-simd128 -ffreestanding -fno-builtin-printf -nostdlib \
        -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=65536 -Wl,--allow-undefined -o "$out/$name.wasm" "$source" || exit 2
done
