;; world test:host/plain: counts down from n, 4 units a turn or so; gives n
(component
  (core module $m
    (func (export "run") (param i32) (result i32) (local i32)
      (local.set 1 (local.get 0))
      (block $out (loop $again
        (br_if $out (i32.eqz (local.get 1)))
        (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
        (br $again)))
      (local.get 0)))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
