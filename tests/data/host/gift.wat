;; world test:host/plain: asks the game for n bytes, draws lots before and after; traps for n = 0
(component
  (import "test:host/env@0.1.0" (instance $env (export "tell" (func (param "n" u32) (result (list u8))))))
  (import "wasi:random/random@0.2.0" (instance $random (export "get-random-u64" (func (result u64)))))
  (core module $libc
    (memory (export "memory") 2)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
  (core instance $libc (instantiate $libc))
  (core func $tell (canon lower (func $env "tell") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core func $draw (canon lower (func $random "get-random-u64")))
  (core module $m
    (import "libc" "memory" (memory 2))
    (import "game" "tell" (func $tell (param i32 i32)))
    (import "game" "draw" (func $draw (result i64)))
    (func (export "run") (param i32) (result i32)
      (drop (call $draw))
      (call $tell (local.get 0) (i32.const 16))
      (drop (call $draw))
      (drop (call $draw))
      (if (i32.eqz (local.get 0)) (then unreachable))
      (i32.load (i32.const 20))))
  (core instance $i (instantiate $m (with "libc" (instance $libc))
    (with "game" (instance (export "tell" (func $tell)) (export "draw" (func $draw))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
