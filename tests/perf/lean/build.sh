#!/bin/sh
# Build lean.wasm: a mod of the world echo that does nothing of its own, so that what its
# calls take is the host's. Some of its functions give back what they got, where it lies;
# room is the next piece of 32 KB, and is never freed. Needs wasm-tools.
set -eu
cd "$(dirname "$0")/../../.."
work=build/mods/lean
mkdir -p "$work"
wasm-tools component embed --dummy-names legacy --world echo tests/bind/wit -t > "$work/dummy.wat"
awk '
    function body(name) {
        if (name == "cabi_realloc")
            return "global.get $next local.get 2 i32.add i32.const 1 i32.sub i32.const 0 local.get 2 i32.sub i32.and local.tee 0" \
                   " local.get 3 i32.add i32.const 0x7FFF i32.and global.set $next local.get 0"
        if (name ~ /#a-string$|#points$/)
            return "i32.const 0 local.get 0 i32.store i32.const 0 local.get 1 i32.store offset=4 i32.const 0"
        if (name ~ /#count-bytes$/)
            return "local.get 1"
        return name ~ /#a-u32$|#a-wide$/ ? "local.get 0" : "unreachable"
    }
    NR == FNR { if ($1 == "(export" && $3 == "(func") { name = $2; gsub(/"/, "", name); number = $4; sub(/\)+$/, "", number); names[number] = name }; next }
    /cabi_post_/ { next }
    $1 == "(memory" { print "  (memory (;0;) 2)"; print "  (global $next (mut i32) (i32.const 1024))"; next }
    $1 == "(func" { number = $2; gsub(/[(;)]/, "", number) }
    $1 == "unreachable" { print "    " body(names[number]); next }
    { print }' "$work/dummy.wat" "$work/dummy.wat" > "$work/lean.wat"
wasm-tools component new "$work/lean.wat" -o tests/perf/lean/lean.wasm
