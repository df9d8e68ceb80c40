;; world test:host/scribe: its state has as many bytes as it was told last
(component
  (core module $m
    (memory (export "memory") 1)
    (global $n (mut i32) (i32.const 0))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func (export "write") (param i32) (global.set $n (local.get 0)))
    (func (export "save") (result i32)
      (i32.store (i32.const 0) (i32.const 1024))
      (i32.store (i32.const 4) (global.get $n))
      (i32.const 0))
    (func (export "load") (param i32 i32) (global.set $n (local.get 1))))
  (core instance $i (instantiate $m))
  (func (export "write") (param "n" u32) (canon lift (core func $i "write")))
  (func (export "save") (result (list u8)) (canon lift (core func $i "save") (memory (core memory $i "memory"))))
  (func (export "load") (param "state" (list u8)) (canon lift (core func $i "load") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))
