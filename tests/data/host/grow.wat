;; world test:host/plain: grows its memory by n pages; what memory.grow answers
(component
  (core module $m
    (memory 1)
    (func (export "run") (param i32) (result i32) (memory.grow (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
