#!/bin/sh
# Writes chain.wasm, price.wasm and cross.wasm, whose text would be long, and the others from
# their text. Needs wasm-tools.
set -e
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

many() { i=0; while [ $i -lt "$1" ]; do printf '%s ' "$2"; i=$((i + 1)); done; }

# 500 instances in a row, each calling the one before: f(n) of the last gives n + 500.
{
    cat <<'WAT'
(component
  (component $link
    (import "f" (func $f (param "n" u32) (result u32)))
    (core func $f' (canon lower (func $f)))
    (core module $m
      (import "a" "f" (func $f (param i32) (result i32)))
      (func (export "f") (param i32) (result i32) (i32.add (i32.const 1) (call $f (local.get 0)))))
    (core instance $i (instantiate $m (with "a" (instance (export "f" (func $f'))))))
    (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))
  (component $end
    (core module $m (func (export "f") (param i32) (result i32) (local.get 0)))
    (core instance $i (instantiate $m))
    (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))
  (instance $i0 (instantiate $end)) (alias export $i0 "f" (func $f0))
WAT
    i=1
    while [ $i -le 500 ]; do
        echo "(instance \$i$i (instantiate \$link (with \"f\" (func \$f$((i - 1)))))) (alias export \$i$i \"f\" (func \$f$i))"
        i=$((i + 1))
    done
    echo '(export "f" (func $f500)))'
} > "$out/chain.wat"

# Each export spends its argument's number of loop turns on one kind of work.
turn() {        # NAME BODY
    echo "(func (export \"$1\") (param \$n i32) (result i32) (local \$x i32) (local \$y i64) (local \$f f64)"
    echo "  (local.set \$y (i64.const 0x7ffffffffffff123)) (local.set \$f (f64.const 1.5))"
    echo "  (loop \$l $2 (br_if \$l (local.tee \$n (i32.sub (local.get \$n) (i32.const 1)))))"
    echo "  (local.get \$x))"
}
{
    cat <<'WAT'
(module
  (import "env" "host" (func $host (param i32)))
  (memory (export "memory") 40 60)
  (table $t 20000 20000 funcref)
  (table $g 1 30000 funcref)
  (elem $e func 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1)
  (data $d "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
  (func $nothing)
  (func $deep (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))
  (func $tail (param i32) (if (local.get 0) (then (return_call $tail (i32.sub (local.get 0) (i32.const 1))))))
WAT
    turn add "$(many 100 '(local.set $x (i32.add (local.get $x) (local.get $n)))')"
    turn div "$(many 20 '(local.set $y (i64.add (i64.div_s (local.get $y) (i64.const 3)) (i64.rem_u (local.get $y) (i64.const 7))))')"
    turn sqrt "$(many 20 '(local.set $f (f64.sqrt (f64.div (local.get $f) (f64.const 1.0000001))))')"
    turn nearest "$(many 20 '(local.set $f (f64.add (f64.nearest (local.get $f)) (f64.copysign (f64.floor (local.get $f)) (f64.const 1))))')"
    turn trunc "$(many 20 '(local.set $x (i32.add (i32.trunc_sat_f64_s (local.get $f)) (i32.popcnt (local.get $x))))')"
    turn fill '(memory.fill (i32.const 0) (i32.const 7) (i32.const 2000000))'
    turn fill_none "$(many 20 '(memory.fill (local.get $x) (i32.const 7) (i32.const 0))')"
    turn fill_15 "$(many 20 '(memory.fill (local.get $x) (i32.const 7) (i32.const 15))')"
    turn copy '(memory.copy (i32.const 1) (i32.const 0) (i32.const 2000000))'
    turn copy_15 "$(many 20 '(memory.copy (i32.const 1) (i32.const 100) (i32.const 15))')"
    turn init "$(many 20 '(memory.init $d (i32.const 3) (i32.const 0) (i32.const 64))')"
    turn init_15 "$(many 20 '(memory.init $d (i32.const 3) (i32.const 0) (i32.const 15))')"
    turn strided_load "$(many 20 '(local.set $x (i32.add (local.get $x) (i32.load (i32.and (i32.mul (local.get $n) (i32.const 65599)) (i32.const 0x1ffffc)))))')"
    turn table_fill '(table.fill $t (i32.const 0) (ref.func $nothing) (i32.const 20000))'
    turn table_fill_one "$(many 20 '(table.fill $t (i32.const 0) (ref.func $nothing) (i32.const 1))')"
    turn table_copy '(table.copy $t $t (i32.const 1) (i32.const 0) (i32.const 19000))'
    turn table_init "$(many 20 '(table.init $t $e (i32.const 1) (i32.const 0) (i32.const 16))')"
    turn table_grow '(drop (table.grow $g (ref.func $nothing) (i32.const 1)))'
    turn memory_grow_none "$(many 20 '(drop (memory.grow (i32.const 0)))')"
    turn memory_grow '(drop (memory.grow (i32.const 1)))'
    turn memory_grow_refused "$(many 20 '(drop (memory.grow (i32.const 65000)))')"
    turn call "$(many 20 '(call $nothing)')"
    turn call_indirect "(table.set \$t (i32.const 0) (ref.func \$nothing)) $(many 20 '(call_indirect $t (i32.const 0))')"
    turn call_16_locals "$(many 20 '(call $locals16)')"
    turn call_1000_locals "$(many 20 '(call $locals1000)')"
    turn call_49000_locals '(call $locals49000)'
    turn call_200_params "$(many 2 "$(many 200 '(i64.const 1)') (call \$params200)")"
    turn call_200_results "(call \$results200) $(many 200 '(drop)')"
    turn branch_200_values "(block (result $(many 200 i64)) $(many 200 '(i64.const 1)') (br 0)) $(many 200 '(drop)')"
    turn branch_9_values "(block (result $(many 9 i64)) $(many 9 '(i64.const 1)') (br_if 0 (local.get \$n))) $(many 9 '(drop)')"
    turn br_table "$(many 20 '(block (block (block (br_table 0 1 2 (local.get $n)))))')"
    turn recursion '(call $deep (i32.const 900))'
    turn tail_calls '(call $tail (i32.const 900))'
    turn host_call "$(many 20 '(call $host (local.get $n))')"
    turn table_get_set "$(many 20 '(table.set $t (i32.const 5) (table.get $t (i32.const 6)))')"
    turn select "$(many 20 '(local.set $x (select (local.get $x) (local.get $n) (i32.and (local.get $n) (i32.const 1))))')"
    echo "(func \$locals16 (local $(many 16 i64)))"
    echo "(func \$locals1000 (local $(many 1000 i64)))"
    echo "(func \$locals49000 (local $(many 49000 i64)))"
    echo "(func \$params200 (param $(many 200 i64)))"
    echo "(func \$results200 (result $(many 200 i64)) $(many 200 '(i64.const 1)')))"
} > "$out/price.wat"

# Calls from one component into another, with all kinds of values; likewise.
cross() {       # NAME TYPE WORDS : the list or string given is WORDS elements at byte 1024
    imports="$imports (import \"$1\" (func \$$1 (param \"v\" $2)))"
    lowered="$lowered (core func \$l_$1 (canon lower (func \$$1) (memory \$mm)))"
    given="$given (export \"$1\" (func \$l_$1))"
    bodies="$bodies (import \"b\" \"$1\" (func \$$1 (param i32 i32)))"
    loops="$loops (func (export \"$1\") (param \$n i32) (result i32)
        (loop \$l $(many 4 "(call \$$1 (i32.const 1024) (i32.const $3))") (br_if \$l (local.tee \$n (i32.sub (local.get \$n) (i32.const 1))))) (i32.const 0))"
    lifted="$lifted (func (export \"$1\") (param \"n\" u32) (result u32) (canon lift (core func \$i \"$1\")))"
    taken="$taken (func (export \"$1\") (param \"v\" $2) (canon lift (core func \$i \"take\") (memory \$mm) (realloc \$re) string-encoding=${4:-utf8}))"
    with="$with (with \"$1\" (func \$b \"$1\"))"
    out_names="$out_names (export \"$1\" (func \$a \"$1\"))"
}
imports="" lowered="" given="" bodies="" loops="" lifted="" taken="" with="" out_names=""
cross text string 8192
cross text-short string 1
cross text-utf16 string 8192 utf16
cross text-latin string 8192 latin1+utf16
cross bytes "(list u8)" 65536
cross bytes-none "(list u8)" 0
cross bools "(list bool)" 65536
cross chars "(list char)" 8192
cross floats "(list f64)" 8192
cross options "(list (option u64))" 4096
cross tuples "(list (tuple u8 u64 u8))" 2048
cross texts "(list string)" 2048
cross lists "(list (list u8))" 2048
{
    echo "(component (component \$B (core module \$m (memory (export \"m\") 40)"
    echo "  (func (export \"realloc\") (param i32 i32 i32 i32) (result i32) (i32.const 65536)) (func (export \"take\") (param i32 i32)))"
    echo "  (core instance \$i (instantiate \$m)) (alias core export \$i \"m\" (core memory \$mm)) (alias core export \$i \"realloc\" (core func \$re)) $taken) (instance \$b (instantiate \$B))"
    echo "(component \$A $imports (core module \$memory (memory (export \"m\") 40)) (core instance \$mem (instantiate \$memory)) (alias core export \$mem \"m\" (core memory \$mm)) $lowered"
    echo "  (core module \$m $bodies $loops) (core instance \$i (instantiate \$m (with \"b\" (instance $given)))) $lifted)"
    echo "(instance \$a (instantiate \$A $with)) $out_names)"
} > "$out/cross.wat"

cp ./*.wat "$out"
for text in "$out"/*.wat; do
    name=$(basename "$text" .wat)
    wasm-tools parse "$text" -o "$out/$name.wasm"
    wasm-tools validate --features=wasm3,component-model "$out/$name.wasm"
    mv "$out/$name.wasm" "$name.wasm"
done
