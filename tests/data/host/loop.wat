;; world test:host/plain: never ends
(component
  (core module $m
    (func (export "run") (param i32) (result i32)
      (loop (br 0)) (unreachable)))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
