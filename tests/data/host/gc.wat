;; world test:host/plain: run(n) makes a list of n nodes with arrays, and garbage beside it, catches an
;; exception that carries its first, and gives the sum of the even ones up to n
;; Build: wasm-tools parse gc.wat -o gc.wasm
(component
  (core module $m
    (type $words (array (mut i32)))
    (rec (type $node (sub (struct (field $next (mut (ref null $node))) (field $words (ref $words))))))
    (type $big (sub $node (struct (field $next (mut (ref null $node))) (field $words (ref $words)) (field i64))))
    (tag $thrown (param (ref $node)))
    (global $kept (mut (ref null $node)) (ref.null $node))
    (elem $e (ref null $node) (ref.null $node) (ref.null $node))
    (table $t 1 (ref null $node))
    (func $throw (param $n (ref $node)) (throw $thrown (local.get $n)))
    (func (export "run") (param $n i32) (result i32)
      (local $i i32) (local $sum i32) (local $at (ref null $node))
      (global.set $kept (ref.null $node))
      (local.set $i (local.get $n))
      (loop $l
        (if (local.get $i) (then
          (global.set $kept
            (if (result (ref $node)) (i32.and (local.get $i) (i32.const 1))
              (then (struct.new $node (global.get $kept) (array.new $words (local.get $i) (i32.const 20))))
              (else (struct.new $big (global.get $kept) (array.new_fixed $words 1 (local.get $i)) (i64.const 1)))))
          (drop (array.new_default $words (i32.const 3000)))
          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
          (br $l))))
      (drop (table.grow $t (global.get $kept) (i32.const 100)))
      (local.set $at (block (result (ref null $node))
        (try_table (catch $thrown 0) (call $throw (ref.as_non_null (global.get $kept))))
        (unreachable)))
      (loop $l
        (if (ref.is_null (local.get $at)) (then (return (local.get $sum))))
        (if (ref.test (ref $big) (local.get $at)) (then (local.set $sum (i32.add (local.get $sum)
          (array.get $words (struct.get $node $words (ref.cast (ref $big) (local.get $at))) (i32.const 0))))))
        (local.set $at (struct.get $node $next (local.get $at)))
        (br $l))
      (unreachable)))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
