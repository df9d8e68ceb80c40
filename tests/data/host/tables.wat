;; world test:host/plain: a table of 40 elements grows by n; what table.grow answers
(component
  (core module $m
    (table 40 funcref)
    (func (export "run") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
