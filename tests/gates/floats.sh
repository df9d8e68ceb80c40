#!/bin/sh
# The same floats everywhere: no build may fuse a multiplication and an addition,
# or take liberties. The handlers are compiled for a machine that could, and read.
cd "$(dirname "$0")/../.." || exit 2
for makefile in build/*.make; do
    grep -E '^ALL_CFLAGS' "$makefile" | grep -v -e '-ffp-contract=off' | sed "s|^.*|$makefile: a configuration lacks -ffp-contract=off|"
    grep -nE -e '-ffast-math|-Ofast|-funsafe-math' "$makefile"
done
[ "$(uname -m)" = x86_64 ] || exit 0
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for source in engine/wasm/interp_switch.c engine/wasm/interp_tail.c; do
    for cc in clang-19 gcc; do
        [ "$cc$source" = gccengine/wasm/interp_tail.c ] && continue
        [ -f "$source" ] || { echo "$source is not there"; continue; }
        $cc -std=c17 -O2 -mfma -ffp-contract=off -D_GNU_SOURCE -I. -w -c -o "$out/o.o" "$source" || echo "$source: $cc refuses it"
        objdump -d "$out/o.o" | grep -E 'vfn?m(add|sub)' | sed "s|^|$source, $cc: |" | head -n 3
    done
done
