;; world test:host/plain: n + 1
(component
  (core module $m
    (func (export "run") (param i32) (result i32)
      (i32.add (local.get 0) (i32.const 1))))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
