;; world test:host/plain: run(n) = the n-th number of Fibonacci's, by calls
(component
  (core module $m
    (func $fib (export "run") (param i32) (result i32)
      (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
        (then (local.get 0))
        (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2))))))))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
