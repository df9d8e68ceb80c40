#!/bin/sh
# Build the filters: samples/app/mods/build.sh. Needs what mods/build.sh needs
# for C, and its adapter (build any mod of the game first).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
adapter=$root/build/mods/tools/adapter.wasm

for name in capitals echoes; do
    work=$root/build/mods/app/$name
    mkdir -p "$work"
    wit-bindgen c "$here/../wit" --world filter --out-dir "$work" >/dev/null 2>&1
    (cd "$here/$name" && "${CLANG:-clang-19}" --target=wasm32-wasi -std=c17 -Os -Wall -Wextra -mexec-model=reactor -Wl,--strip-debug \
        -I "$work" "$name.c" "$work/filter.c" "$work/filter_component_type.o" -o "$work/core.wasm")
    wasm-tools component new "$work/core.wasm" --adapt "wasi_snapshot_preview1=$adapter" -o "$work/$name.wasm"
    mv "$work/$name.wasm" "$here/$name/$name.wasm"
    echo "samples/app/mods/$name/$name.wasm: $(stat -c %s "$here/$name/$name.wasm") bytes"
done
