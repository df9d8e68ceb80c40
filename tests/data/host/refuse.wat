;; world test:host/plain: run calls env#refuse
(component
  (import "test:host/env@0.1.0" (instance $env (export "refuse" (func))))
  (core func $f (canon lower (func $env "refuse")))
  (core module $m
    (import "env" "f" (func $f))
    (func (export "run") (param i32) (result i32) (call $f) (i32.const 7)))
  (core instance $i (instantiate $m (with "env" (instance (export "f" (func $f))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
