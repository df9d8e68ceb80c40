;; world test:host/plain: works a little, then calls env#note n times
(component
  (import "test:host/env@0.1.0" (instance $env (export "note" (func (param "n" u32)))))
  (core func $f (canon lower (func $env "note")))
  (core module $m
    (import "env" "f" (func $note (param i32)))
    (func $work (param i32)
      (loop $again
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br_if $again (local.get 0))))
    (func $search (param i32)
      (loop $again
        (call $note (local.get 0))
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br_if $again (local.get 0))))
    (func $run (export "run") (param i32) (result i32)
      (call $work (i32.const 2000))
      (if (local.get 0) (then (call $search (local.get 0))))
      (local.get 0)))
  (core instance $i (instantiate $m (with "env" (instance (export "f" (func $f))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
