;; f(n) calls itself n times, one inside the other.
(module
  (func $f (export "f") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (i32.const 1) (call $f (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 0)))))
