;; world test:host/plain: run(n) = env#ask(n)
(component
  (import "test:host/env@0.1.0" (instance $env (export "ask" (func (param "n" u32) (result u32)))))
  (core func $f (canon lower (func $env "ask")))
  (core module $m
    (import "env" "f" (func $f (param i32) (result i32)))
    (func (export "run") (param i32) (result i32) (call $f (local.get 0))))
  (core instance $i (instantiate $m (with "env" (instance (export "f" (func $f))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
