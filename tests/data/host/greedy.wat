;; world test:host/plain: grows its memory by n pages, and gives up when that is refused
(component
  (core module $m
    (memory 1 8000)
    (func (export "run") (param i32) (result i32)
      (if (i32.eq (memory.grow (local.get 0)) (i32.const -1)) (then unreachable))
      (i32.div_u (i32.const 1) (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
