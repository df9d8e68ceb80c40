;; world test:host/plain: run(0) makes a thing and keeps its handle; run(1) gives the value of the kept one;
;; run(2) drops it; run(3) gives it back to the game with env#keep
(component
  (import "test:host/env@0.1.0" (instance $env
    (export "thing" (type $thing (sub resource)))
    (export "[method]thing.value" (func (param "self" (borrow $thing)) (result u32)))
    (export "make" (func (param "value" u32) (result (own $thing))))
    (export "keep" (func (param "it" (own $thing))))))
  (alias export $env "thing" (type $t))
  (core func $make (canon lower (func $env "make")))
  (core func $value (canon lower (func $env "[method]thing.value")))
  (core func $keep (canon lower (func $env "keep")))
  (core func $drop (canon resource.drop $t))
  (core module $m
    (import "env" "make" (func $make (param i32) (result i32)))
    (import "env" "value" (func $value (param i32) (result i32)))
    (import "env" "keep" (func $keep (param i32)))
    (import "env" "drop" (func $drop (param i32)))
    (global $h (mut i32) (i32.const 0))
    (func (export "run") (param i32) (result i32)
      (if (i32.eq (local.get 0) (i32.const 0)) (then (global.set $h (call $make (i32.const 42)))))
      (if (i32.eq (local.get 0) (i32.const 1)) (then (return (call $value (global.get $h)))))
      (if (i32.eq (local.get 0) (i32.const 2)) (then (call $drop (global.get $h))))
      (if (i32.eq (local.get 0) (i32.const 3)) (then (call $keep (global.get $h))))
      (i32.const 0)))
  (core instance $i (instantiate $m (with "env" (instance
    (export "make" (func $make)) (export "value" (func $value)) (export "keep" (func $keep)) (export "drop" (func $drop))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
