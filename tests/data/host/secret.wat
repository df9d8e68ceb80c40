;; world test:host/plain, and test:host/extra beyond it
(component
  (import "test:host/extra@0.1.0" (instance $extra (export "secret" (func (result u32)))))
  (core func $f (canon lower (func $extra "secret")))
  (core module $m
    (import "env" "f" (func $f (result i32)))
    (func (export "run") (param i32) (result i32) (call $f)))
  (core instance $i (instantiate $m (with "env" (instance (export "f" (func $f))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
