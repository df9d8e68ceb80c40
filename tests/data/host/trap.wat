;; world test:host/plain: always traps
(component
  (core module $m
    (func (export "run") (param i32) (result i32)
      (unreachable)))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
