#!/bin/sh
# Build the mods that fail, with DWARF or a source map: tests/data/story/build.sh. What comes out is kept
# beside the sources. Needs clang-19, lld-19, rustc with wasm32-unknown-unknown, wasm-tools,
# and asc (assemblyscript, from npm; ASC says where, since with its wasm-opt in PATH clang-19
# writes other code) and jq.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

component()     # CORE OUT
{
    wasm-tools component embed ../host/world.wit --world plain "$1" -o "$work/embedded.wasm"
    wasm-tools component new "$work/embedded.wasm" -o "$2"
    wasm-tools validate "$2"
    echo "$2: $(stat -c %s "$2") bytes"
}

c()             # SOURCE OUT FLAG…
{
    source=$1 out=$2
    shift 2
    clang-19 --target=wasm32 -nostdlib -fno-exceptions -g "-ffile-prefix-map=$PWD=." -Wl,--no-entry -mno-bulk-memory "$@" -o "$work/core.wasm" "$source"
    component "$work/core.wasm" "$out"
}

c bug.c c.wasm -O1
c bug.c c0.wasm -O0
c bug.c c5.wasm -O2 -gdwarf-5
# A .dwo file is made beside an object file alone, and named as that is.
for version in 4 5; do
    clang-19 --target=wasm32 -fno-exceptions -g "-ffile-prefix-map=$PWD=." -gdwarf-$version -gsplit-dwarf -mno-bulk-memory -O1 -c bug.c -o split$version.o
    wasm-ld-19 --no-entry split$version.o -o "$work/core.wasm"
    rm split$version.o
    component "$work/core.wasm" split$version.wasm
    { cat "$work/core.wasm"; tail -c +9 split$version.dwo; } >split${version}_whole.wasm      # both in one: what fuzzing begins with
done
c dice.c dice.wasm -O1
c shapes.c shapes.wasm -O0
c shapes.cpp shapes_cpp.wasm -O0 -fno-rtti
c bug.cpp cpp.wasm -O1 -Wl,--no-demangle
rust()          # SOURCE OUT LEVEL
{
    rustc --crate-type cdylib --edition 2021 --target wasm32-unknown-unknown -g -C opt-level=$3 -C panic=abort -C lto=fat -C codegen-units=1 -C strip=none \
        "--remap-path-prefix=$PWD=." "--remap-path-prefix=$(rustc --print sysroot)=rust" "$1" -o "$work/rust.wasm"
    component "$work/rust.wasm" "$2"
}
rust bug.rs rust.wasm 3
rust shapes.rs shapes_rust.wasm 1
# Its lines in a file beside it.
cp c.wasm beside.debug.wasm
wasm-tools strip --all c.wasm -o beside.wasm
# AssemblyScript: its lines in a source map beside it, without the texts of its runtime.
"${ASC:-asc}" as.ts --runtime stub --use abort= --debug --sourceMap as.wasm.map -o "$work/as.wasm"
jq -c 'del(.sourcesContent)' "$work/as.wasm.map" >as.wasm.map
component "$work/as.wasm" as.wasm
wasm-tools parse panic.wat -o panic.wasm
