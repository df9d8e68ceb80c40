;; world test:host/counter: its start takes 40 million units
(component
  (core module $m
    (global $n (mut i32) (i32.const 0))
    (func $s (local i32) (local.set 0 (i32.const 10000000)) (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))) (start $s)
    (func (export "bump") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1000)))
      (global.get $n))
    (func (export "save") (result i32) (global.get $n))
    (func (export "load") (param i32) (global.set $n (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "bump") (result u32) (canon lift (core func $i "bump")))
  (func (export "save") (result u32) (canon lift (core func $i "save")))
  (func (export "load") (param "state" u32) (canon lift (core func $i "load"))))
