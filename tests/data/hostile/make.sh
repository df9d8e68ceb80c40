#!/bin/sh
# Writes chain.wasm, price.wasm, gc.wasm, ops.wasm and cross.wasm, whose text would be long, and the others from
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
    echo "(func (export \"$1\") (param \$n i32) (result i32) (local \$x i32) (local \$y i64) (local \$f f64) (local \$r i32) (local \$ex exnref)"
    echo "  (local.set \$y (i64.const 0x7ffffffffffff123)) (local.set \$f (f64.const 1.5))"
    echo "  (loop \$l $2 (br_if \$l (local.tee \$n (i32.sub (local.get \$n) (i32.const 1)))))"
    echo "  (local.get \$x))"
}
{
    cat <<'WAT'
(module
  (import "env" "host" (func $host (param i32)))
  (memory (export "memory") 305 330)
  (tag $e) (tag $values (param i64 i64 i64 i64 i64 i64 i64 i64)) (tag $other)
  (global $g i32 (i32.const 0)) (global $v (mut i64) (i64.const 0))
  (table $t 20000 20000 funcref)
  (table $g 1 30000 funcref)
  (table $many funcref (elem $f0 $f1 $f2 $f3 $f4 $f5 $f6 $f7))
  (elem $e func 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1)
  (data $d "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
  (type $none (func))
  (func $nothing)
  (func $f0) (func $f1 (drop (i32.const 1))) (func $f2 (drop (i32.const 1))) (func $f3) (func $f4) (func $f5) (func $f6) (func $f7)
  (func $throws (throw $e))
  (func $throws_values (throw $values (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1) (i64.const 1)))
  (func $throws_deep (param i32) (if (local.get 0) (then (call $throws_deep (i32.sub (local.get 0) (i32.const 1)))) (else (throw $e))))
  (func $throws_tried (param i32)
    (block (try_table (catch $other 0) (if (local.get 0) (then (call $throws_tried (i32.sub (local.get 0) (i32.const 1)))) (else (throw $e))))))
  (func $wide (param i64 i64 i64 i64 i64 i64 i64 i64) (result i64 i64 i64 i64 i64 i64 i64 i64)
    (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6) (local.get 7))
  ;; a way through 16 MiB from 3 MiB on that comes to each word once, in no order a machine could guess
  (func $make_way (local $i i32)
    (loop $l
      (i32.store offset=0x300000 (i32.shl (local.get $i) (i32.const 2))
        (i32.shl (i32.and (i32.add (i32.mul (local.get $i) (i32.const 1664525)) (i32.const 1013904223)) (i32.const 0x3fffff)) (i32.const 2)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 0x400000)))))
  (start $make_way)
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
    random='(local.set $r (i32.add (i32.mul (local.get $r) (i32.const 1664525)) (i32.const 1013904223)))'
    turn branches_unguessed "$(many 20 "$random (if (i32.lt_s (local.get \$r) (i32.const 0)) (then (local.set \$x (i32.const 1))) (else (local.set \$y (i64.const 2))))")"
    turn calls_unguessed "$(many 20 "$random (call_indirect \$many (i32.shr_u (local.get \$r) (i32.const 29)))")"
    turn br_table_unguessed "$(many 20 "$random (block (block (block (block (br_table 0 1 2 3 (i32.shr_u (local.get \$r) (i32.const 30)))) (local.set \$x (i32.const 1))) (local.set \$y (i64.const 2))))")"
    turn missing_16_mib "(local.set \$r (i32.shl (local.get \$n) (i32.const 2))) (local.get \$r) $(many 200 '(i32.load offset=0x300000)') (drop)"
    turn stores_unguessed "$(many 20 "$random (i32.store (i32.and (local.get \$r) (i32.const 0x1fffff)) (local.get \$r))")"
    turn throw "$(many 20 '(block (try_table (catch $e 0) (throw $e)))')"
    turn throw_called "$(many 20 '(block (try_table (catch $e 0) (call $throws)))')"
    turn throw_ref "$(many 20 '(block (block (result exnref) (try_table (catch_all_ref 0) (throw $e)) (unreachable)) (drop))')"
    turn throw_ref_again '(block (block (result exnref) (try_table (catch_all_ref 0) (throw $e)) (unreachable)) (local.set $ex)) (block (try_table (catch_all 0) (throw_ref (local.get $ex))))'
    turn throw_values "(block (block (result i64 i64 i64 i64 i64 i64 i64 i64) (try_table (catch \$values 0) (call \$throws_values)) (unreachable)) $(many 8 '(drop)'))"
    turn throw_deep '(block (try_table (catch $e 0) (call $throws_deep (i32.const 900))))'
    turn throw_tried '(block (try_table (catch $e 0) (call $throws_tried (i32.const 900))))'
    turn throw_past "(block \$out (try_table (catch \$e \$out) $(many 100 '(block (try_table (catch $other 0)') (throw \$e) $(many 100 '))')))"
    turn throw_within "$(many 100 '(block (try_table (catch $other 0)') (block (try_table (catch \$e 0) (throw \$e))) $(many 100 '))')"
    turn br_8_values "$(many 10 "(block (result $(many 8 i64)) $(many 8 '(i64.const 1)') (br 0)) $(many 8 '(drop)')")"
    turn call_8_values "$(many 8 '(local.get $y)') $(many 20 '(call $wide)') $(many 8 '(drop)')"
    turn call_ref "$(many 20 '(call_ref $none (ref.func $nothing))')"
    turn ref_func "$(many 20 '(drop (ref.func $nothing))')"
    turn global "$(many 20 '(global.set $v (i64.extend_i32_u (global.get $g)))')"
    turn memory_size "$(many 20 '(drop (memory.size))')"
    turn table_size "$(many 20 '(drop (table.size $t))')"
    turn table_grow_none "$(many 20 '(drop (table.grow $g (ref.null func) (i32.const 0)))')"
    turn table_grow_refused "$(many 20 '(drop (table.grow $g (ref.null func) (i32.const 1000000)))')"
    turn data_drop "$(many 20 '(data.drop $d2)')"
    turn elem_drop "$(many 20 '(elem.drop $e2)')"
    turn host_and_back "$(many 20 '(call_indirect $hosts (param i32) (local.get $n) (i32.const 0))')"
    echo "(table \$hosts funcref (elem \$host)) (data \$d2 \"0\") (elem \$e2 func 1)"
    echo "(func \$locals16 (local $(many 16 i64)))"
    echo "(func \$locals1000 (local $(many 1000 i64)))"
    echo "(func \$locals49000 (local $(many 49000 i64)))"
    echo "(func \$params200 (param $(many 200 i64)))"
    echo "(func \$results200 (result $(many 200 i64)) $(many 200 '(i64.const 1)')))"
} > "$out/price.wat"

# Structs, arrays, i31 and casts; 20,000 objects stay alive, and the last of a row of 40 types is cast to the first.
{
    cat <<'WAT'
(module
  (type $pair (struct (field $a (mut i32)) (field $b (mut i64))))
  (type $node (struct (field $next (mut (ref null $node))) (field $value i64)))
  (type $wide (struct WAT_WIDE))
  (type $words (array (mut i64)))
  (type $bytes (array (mut i8)))
  (type $refs (array (mut (ref null any))))
  (type $t0 (sub (struct)))
WAT
    i=1
    while [ $i -le 39 ]; do echo "(type \$t$i (sub \$t$((i - 1)) (struct)))"; i=$((i + 1)); done
    cat <<'WAT'
  (global $kept (mut (ref null $node)) (ref.null $node))
  (global $pair (mut (ref null $pair)) (ref.null $pair))
  (global $words (mut (ref null $words)) (ref.null $words))
  (global $others (mut (ref null $words)) (ref.null $words))
  (global $bytes (mut (ref null $bytes)) (ref.null $bytes))
  (global $refs (mut (ref null $refs)) (ref.null $refs))
  (global $last (mut (ref null any)) (ref.null any))
  (global $small (mut (ref null any)) (ref.null any))
  (data $d "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
  (elem $e (ref null any) (ref.i31 (i32.const 1)) (ref.i31 (i32.const 2)) (ref.null any) (ref.i31 (i32.const 3)))
  (func $start (local $i i32)
    (global.set $pair (struct.new_default $pair))
    (global.set $words (array.new_default $words (i32.const 20000)))
    (global.set $others (array.new_default $words (i32.const 20000)))
    (global.set $bytes (array.new_default $bytes (i32.const 100000)))
    (global.set $refs (array.new_default $refs (i32.const 20000)))
    (global.set $last (struct.new_default $t39))
    (global.set $small (ref.i31 (i32.const 7)))
    (local.set $i (i32.const 20000))
    (loop $l
      (global.set $kept (struct.new $node (global.get $kept) (i64.const 1)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
  (start $start)
WAT
    turn struct_new "$(many 20 '(drop (struct.new $pair (local.get $x) (local.get $y)))')"
    turn struct_new_default "$(many 20 '(drop (struct.new_default $pair))')"
    turn struct_new_wide "$(many 20 '(drop (struct.new_default $wide))')"
    turn struct_get "$(many 20 '(local.set $x (i32.add (local.get $x) (struct.get $pair $a (global.get $pair))))')"
    turn struct_set "$(many 20 '(struct.set $pair $b (global.get $pair) (local.get $y))')"
    turn list_walk "(global.get \$kept) $(many 200 '(struct.get $node $next)') (drop)"
    turn array_new "$(many 5 '(drop (array.new $words (local.get $y) (i32.const 1000)))')"
    turn array_new_one "$(many 20 '(drop (array.new $words (local.get $y) (i32.const 1)))')"
    turn array_new_default "$(many 5 '(drop (array.new_default $bytes (i32.const 10000)))')"
    turn array_new_fixed "$(many 10 '(drop (array.new_fixed $words 8 (local.get $y) (local.get $y) (local.get $y) (local.get $y) (local.get $y) (local.get $y) (local.get $y) (local.get $y)))')"
    turn array_new_data "$(many 20 '(drop (array.new_data $bytes $d (i32.const 3) (i32.const 50)))')"
    turn array_new_elem "$(many 20 '(drop (array.new_elem $refs $e (i32.const 1) (i32.const 3)))')"
    turn array_get "$(many 20 '(local.set $y (i64.add (local.get $y) (array.get $words (global.get $words) (i32.const 77))))')"
    turn array_get_s "$(many 20 '(local.set $x (i32.add (local.get $x) (array.get_s $bytes (global.get $bytes) (local.get $x))))')"
    turn array_set "$(many 20 '(array.set $words (global.get $words) (i32.const 5) (local.get $y))')"
    turn array_len "$(many 20 '(local.set $x (i32.add (local.get $x) (array.len (global.get $words))))')"
    turn array_fill '(array.fill $words (global.get $words) (i32.const 0) (local.get $y) (i32.const 20000))'
    turn array_fill_one "$(many 20 '(array.fill $words (global.get $words) (i32.const 0) (local.get $y) (i32.const 1))')"
    turn array_fill_refs '(array.fill $refs (global.get $refs) (i32.const 0) (global.get $small) (i32.const 20000))'
    turn array_copy '(array.copy $words $words (global.get $words) (i32.const 0) (global.get $others) (i32.const 0) (i32.const 20000))'
    turn array_copy_within '(array.copy $bytes $bytes (global.get $bytes) (i32.const 1) (global.get $bytes) (i32.const 0) (i32.const 90000))'
    turn array_init_data "$(many 20 '(array.init_data $bytes $d (global.get $bytes) (i32.const 1) (i32.const 3) (i32.const 50))')"
    turn array_init_elem "$(many 20 '(array.init_elem $refs $e (global.get $refs) (i32.const 1) (i32.const 0) (i32.const 4))')"
    turn i31 "$(many 20 '(local.set $x (i32.add (local.get $x) (i31.get_u (ref.i31 (local.get $n)))))')"
    turn cast_far "$(many 20 '(drop (ref.cast (ref $t0) (global.get $last)))')"
    turn cast_same "$(many 20 '(drop (ref.cast (ref $t39) (global.get $last)))')"
    turn cast_i31 "$(many 20 '(drop (ref.cast (ref i31) (global.get $small)))')"
    turn test_far "$(many 20 '(local.set $x (i32.add (local.get $x) (ref.test (ref $t1) (global.get $last))))')"
    turn test_other "$(many 20 '(local.set $x (i32.add (local.get $x) (ref.test (ref $node) (global.get $last))))')"
    turn br_on_cast "$(many 20 '(drop (block (result anyref) (br_on_cast 0 anyref (ref $t5) (global.get $last))))')"
    turn br_on_cast_fail "$(many 20 '(drop (block (result anyref) (br_on_cast_fail 0 anyref (ref $node) (global.get $last))))')"
    turn ref_eq "$(many 20 '(local.set $x (i32.add (local.get $x) (ref.eq (global.get $pair) (global.get $words))))')"
    turn convert "$(many 20 '(drop (any.convert_extern (extern.convert_any (global.get $last))))')"
    turn garbage_nodes "$(many 20 '(drop (struct.new $node (global.get $kept) (i64.const 1)))')"
    turn garbage_refs "$(many 5 '(drop (array.new $refs (global.get $last) (i32.const 100)))')"
    echo ')'
} | sed "s/WAT_WIDE/$(many 60 '(field (mut i64))')/" > "$out/gc.wat"

# Each row of the table of instructions that gives a value or stores one, in a chain: what it gives is its next operand.
{
    echo '(module (memory 1)'
    awk -F, '
        function trim(s) { gsub(/^[ ]+|[ ()]+$/, "", s); return s }
        function get(t) { return t == "none" ? "" : "(local.get $" t ")" }
        BEGIN {
            back["i64i32"] = "i32.wrap_i64"; back["i32i64"] = "i64.extend_i32_u"; back["f32i32"] = "i32.reinterpret_f32"
            back["i32f32"] = "f32.reinterpret_i32"; back["f64i64"] = "i64.reinterpret_f64"; back["i64f64"] = "f64.reinterpret_i64"
            back["f64f32"] = "f32.demote_f64"; back["f32f64"] = "f64.promote_f32"; back["i32f64"] = "f64.convert_i32_s"
            back["f64i32"] = "i32.trunc_sat_f64_s"; back["i64f32"] = "f32.convert_i64_s"; back["f32i64"] = "i64.trunc_sat_f32_s"
            back["v128i32"] = "i32x4.extract_lane 0"; back["v128i64"] = "i64x2.extract_lane 0"; back["v128f32"] = "f32x4.extract_lane 0"
            back["v128f64"] = "f64x2.extract_lane 0"; back["i32v128"] = "i32x4.splat"; back["i64v128"] = "i64x2.splat"; back["f32v128"] = "f32x4.splat"; back["f64v128"] = "f64x2.splat"
        }
        {
            split($1, head, "("); kind = trim(head[1]); text = trim($3); gsub(/"/, "", text)
            second = "none"; third = "none"; lane = ""; first = trim($5); result = trim($4)
            if (kind == "UNARY" || kind == "CONVERT") ;
            else if (kind == "BINARY") second = first
            else if (kind == "COMPARE" || kind == "TEST") { first = trim($4); result = "i32"; second = kind == "TEST" ? "none" : first }
            else if (kind == "DIVIDE") { first = second = result = trim($4) }
            else if (kind == "VECTOR" || kind == "RELAXED") { first = trim($4); second = trim($5); third = trim($6); result = trim($7) }
            else if (kind == "VECTOR_LANE") { first = trim($4); second = trim($5); result = trim($6); lane = " 1" }
            else if (kind == "LOAD") { first = "i32"; result = trim($4) }
            else if (kind == "VECTOR_LOAD") { first = "i32"; result = "v128" }
            else if (kind == "VECTOR_LOAD_LANE" || kind == "STORE" || kind == "VECTOR_STORE" || kind == "VECTOR_STORE_LANE") {
                first = ""; result = kind == "VECTOR_LOAD_LANE" ? "v128" : ""
                stored = kind == "STORE" ? trim($4) : "v128"; lane = kind ~ /LANE/ ? " 0" : ""
            } else next
            link = get(second) get(third) "(" text lane ")"
            if (first == "") link = "(i32.const 8)" get(stored) "(" text lane ")" (result == "" ? "" : "(drop)")
            else if (text ~ /rem_/) link = "(drop (" text " (local.get $a_" first ") (local.get $" first ")))"
            else if (result != first) link = link " (" back[result first] ")"
            print "(func (export \"" text "\") (param $n i32) (result i32)"
            print " (local $i32 i32) (local $i64 i64) (local $f32 f32) (local $f64 f64) (local $v128 v128) (local $a_i32 i32) (local $a_i64 i64)"
            print " (local.set $i32 (i32.const 1)) (local.set $i64 (i64.const 1)) (local.set $f32 (f32.const 1.0001)) (local.set $f64 (f64.const 1.00001))"
            print " (local.set $a_i32 (i32.const 0x7ffffff3)) (local.set $a_i64 (i64.const 0x7ffffffffffffff3))"
            print " (local.set $v128 (v128.const i32x4 0x3ff00001 0x3ff00001 0x3ff00001 0x3ff00001))"
            print " (loop $l"
            start = first == "" || text ~ /rem_/ ? "" : first == "i32" && kind == "DIVIDE" ? "(local.get $a_i32)" : first == "i64" && kind == "DIVIDE" ? "(local.get $a_i64)" : first ~ /i32/ && kind ~ /LOAD/ ? "(i32.const 0)" : get(first)
            printf " %s", start
            for (i = 0; i < 40; i++) printf " %s", link
            print start == "" ? "" : " (drop)"
            print " (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))) (local.get $n))"
        }' ../../../engine/wasm/opcodes.def
    echo ')'
} > "$out/ops.wat"

# Calls from one component into another, with all kinds of values; likewise. The lists and
# strings given stand in A's memory, which is filled at its start.
turns() {       # NAME CALLS : a function of A's core module, lifted
    loops="$loops (func (export \"$1\") (param \$n i32) (result i32) (local \$h i32)
        (loop \$l $2 (br_if \$l (local.tee \$n (i32.sub (local.get \$n) (i32.const 1))))) (i32.const 0))"
    lifted="$lifted (func (export \"$1\") (param \"n\" u32) (result u32) (canon lift (core func \$i \"$1\")))"
    out_names="$out_names (export \"$1\" (func \$a \"$1\"))"
}
import_b() {    # NAME PARAMS CORE-PARAMS ENCODING : of A, from B
    imports="$imports (import \"$1\" (func \$$1 $2))"
    lowered="$lowered (core func \$l_$1 (canon lower (func \$$1) (memory \$mm) (realloc \$mre) string-encoding=$4))"
    given="$given (export \"$1\" (func \$l_$1))"
    bodies="$bodies (import \"b\" \"$1\" (func \$$1 $3))"
    with="$with (with \"$1\" (func \$b \"$1\"))"
}
cross() {       # NAME TYPE COUNT [TARGET [SOURCE [PLACE]]] : so many elements at PLACE
    import_b "$1" "(param \"v\" $2)" "(param i32 i32)" "${5:-utf8}"
    taken="$taken (func (export \"$1\") (param \"v\" $2) (canon lift (core func \$i \"take\") (memory \$mm) (realloc \$re) string-encoding=${4:-utf8}))"
    turns "$1" "$(many 4 "(call \$$1 (i32.const ${6:-1024}) (i32.const $3))")"
}
flat() {        # NAME PARAMS COUNT : called with so many words
    import_b "$1" "$2" "(param $(many "$3" i32))" utf8
    taken="$taken (func (export \"$1\") $2 (canon lift (core func \$i \"take$3\") (memory \$mm) (realloc \$re)))"
    turns "$1" "$(many 4 "(call \$$1 $(many "$3" '(i32.const 0)'))")"
}
imports="" lowered="" given="" bodies="" loops="" lifted="" taken="" with="" out_names=""
cross text string 8192
cross text-short string 1
cross text-none string 0
for target in utf8 utf16 latin1+utf16; do
    tag=$(( 0x80000000 ))
    to=${target%+utf16}
    for kind in "ascii 1024 8192 1024 8192" "two 0x20000 8192 0x24000 4096" "three 0x28000 8190 0x2c000 4096" "four 0x30000 8192 0x34000 4096" "late 0x3c000 8191 0x40000 8192"; do
        set -- $kind
        cross "utf8-$to-$1" string "$3" $target utf8 "$2"
        cross "utf16-$to-$1" string "$5" $target utf16 "$4"
        cross "wide-$to-$1" string $(($5 | tag)) $target latin1+utf16 "$4"
    done
    cross "latin1-$to" string 8192 $target latin1+utf16 0x38000
done
cross bytes "(list u8)" 65536
cross bytes-none "(list u8)" 0
cross bools "(list bool)" 65536
cross chars "(list char)" 8192
cross floats "(list f64)" 8192
cross singles "(list f32)" 8192
cross options "(list (option u64))" 4096
cross tuples "(list (tuple u8 u64 u8))" 2048
cross texts "(list string)" 2048
cross lists "(list (list u8))" 2048
cross results "(list (result))" 8192
cross ones "(list (tuple u8))" 8192
cross deep "(list (option (option (option (option (option (option (option (option u8)))))))))" 2048 utf8 utf8 0x50000
cross cases "(list (result string (error (list u8))))" 2048
flat nothing "" 0
flat words "$(for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do echo "(param \"w$i\" u32)"; done)" 16
flat word "(param \"w\" u32)" 1
import_b spilled "$(for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do echo "(param \"w$i\" u8)"; done)" "(param i32)" utf8
taken="$taken (func (export \"spilled\") $(for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17; do echo "(param \"w$i\" u8)"; done) (canon lift (core func \$i \"take1\") (memory \$mm) (realloc \$re)))"
turns spilled "$(many 4 '(call $spilled (i32.const 1024))')"
import_b gives "(result string)" "(param i32)" utf8
taken="$taken (func (export \"gives\") (result string) (canon lift (core func \$i \"give\") (memory \$mm) (realloc \$re) (post-return (core func \$i \"take1\"))))"
turns gives "$(many 4 '(call $gives (i32.const 8))')"
given="$given (export \"new\" (func \$new)) (export \"rep\" (func \$rep)) (export \"drop\" (func \$drop)) (export \"new-quiet\" (func \$newq)) (export \"drop-quiet\" (func \$dropq)) (export \"core\" (func \$core))"
bodies="$bodies (import \"b\" \"new\" (func \$new (param i32) (result i32))) (import \"b\" \"rep\" (func \$rep (param i32) (result i32))) (import \"b\" \"drop\" (func \$drop (param i32)))
    (import \"b\" \"new-quiet\" (func \$newq (param i32) (result i32))) (import \"b\" \"drop-quiet\" (func \$dropq (param i32))) (import \"b\" \"core\" (func \$core (param i32) (result i32)))"
turns resource "$(many 20 '(call $drop (call $new (i32.const 7)))')"
turns resource-quiet "$(many 20 '(call $dropq (call $newq (i32.const 7)))')"
turns resource-rep "(local.set \$h (call \$new (i32.const 7))) $(many 20 '(drop (call $rep (local.get $h)))') (call \$drop (local.get \$h))"
turns core-call "$(many 20 '(drop (call $core (i32.const 7)))')"
{
    echo "(component (component \$B (core module \$m (memory (export \"m\") 40)"
    echo "  (func (export \"realloc\") (param i32 i32 i32 i32) (result i32) (i32.const 65536)) (func (export \"take\") (param i32 i32))"
    echo "  (func (export \"take0\")) (func (export \"take1\") (param i32)) (func (export \"take16\") (param $(many 16 i32)))"
    echo "  (func (export \"give\") (result i32) (i32.store (i32.const 8) (i32.const 1024)) (i32.store (i32.const 12) (i32.const 10)) (i32.const 8)))"
    echo "  (core instance \$i (instantiate \$m)) (alias core export \$i \"m\" (core memory \$mm)) (alias core export \$i \"realloc\" (core func \$re)) $taken) (instance \$b (instantiate \$B))"
    echo "(component \$A $imports (core module \$memory (memory (export \"m\") 40)"
    echo "  (func (export \"realloc\") (param i32 i32 i32 i32) (result i32) (i32.const 0x60000)) (func (export \"core\") (param i32) (result i32) (local.get 0)) (func (export \"dtor\") (param i32))"
    echo "  (func \$fill (param \$to i32) (param \$word i64) (param \$size i32) (param \$count i32) (loop \$l (i64.store (local.get \$to) (local.get \$word)) (local.set \$to (i32.add (local.get \$to) (local.get \$size)))"
    echo "    (br_if \$l (local.tee \$count (i32.sub (local.get \$count) (i32.const 1))))))"
    echo "  (func \$start (call \$fill (i32.const 0x20000) (i64.const 0xa9c3) (i32.const 2) (i32.const 4096)) (call \$fill (i32.const 0x24000) (i64.const 0xe9) (i32.const 2) (i32.const 4096))"
    echo "    (call \$fill (i32.const 0x28000) (i64.const 0xadb8e4) (i32.const 3) (i32.const 2730)) (call \$fill (i32.const 0x2c000) (i64.const 0x4e2d) (i32.const 2) (i32.const 4096))"
    echo "    (call \$fill (i32.const 0x30000) (i64.const 0x80989ff0) (i32.const 4) (i32.const 2048)) (call \$fill (i32.const 0x34000) (i64.const 0xde00d83d) (i32.const 4) (i32.const 2048))"
    echo "    (call \$fill (i32.const 0x38000) (i64.const 0xe9) (i32.const 1) (i32.const 8192)) (call \$fill (i32.const 0x3dffc) (i64.const 0xadb8e4) (i32.const 3) (i32.const 1))"
    echo "    (call \$fill (i32.const 0x43ffe) (i64.const 0x4e2d) (i32.const 2) (i32.const 1)) (call \$fill (i32.const 0x50000) (i64.const 0x0101010101010101) (i32.const 8) (i32.const 4096)))"
    echo "  (start \$start))"
    echo "  (core instance \$mem (instantiate \$memory)) (alias core export \$mem \"m\" (core memory \$mm)) (alias core export \$mem \"realloc\" (core func \$mre)) (alias core export \$mem \"core\" (core func \$core)) (alias core export \$mem \"dtor\" (core func \$dtor)) $lowered"
    echo "  (type \$r (resource (rep i32) (dtor (core func \$dtor)))) (core func \$new (canon resource.new \$r)) (core func \$rep (canon resource.rep \$r)) (core func \$drop (canon resource.drop \$r))"
    echo "  (type \$q (resource (rep i32))) (core func \$newq (canon resource.new \$q)) (core func \$dropq (canon resource.drop \$q))"
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
