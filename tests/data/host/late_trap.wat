;; world test:host/plain: counts down from n, 4 units a turn or so, and fails
(component
  (core module $m
    (func (export "run") (param i32) (result i32)
      (block $out (loop $again
        (br_if $out (i32.eqz (local.get 0)))
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br $again)))
      unreachable))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
