;; world test:host/plain: gives n, and counts down from it afterwards
(component
  (core module $m
    (func (export "run") (param i32) (result i32) (local.get 0))
    (func (export "post") (param i32)
      (block $out (loop $again
        (br_if $out (i32.eqz (local.get 0)))
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br $again)))))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run") (post-return (core func $i "post")))))
