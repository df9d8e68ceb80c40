;; world test:host/counter: traps once it counts beyond 25: its state is what makes it trap
(component
  (core module $m
    (global $n (mut i32) (i32.const 0)) (global $session (mut i32) (i32.const 0))
    (func (export "bump") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (global.set $session (i32.add (global.get $session) (i32.const 1)))
      (if (i32.gt_u (global.get $n) (i32.const 25)) (then (unreachable)))
      (global.get $n))
    (func (export "save") (result i32) (global.get $n))
    (func (export "load") (param i32) (global.set $n (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "bump") (result u32) (canon lift (core func $i "bump")))
  (func (export "save") (result u32) (canon lift (core func $i "save")))
  (func (export "load") (param "state" u32) (canon lift (core func $i "load"))))
