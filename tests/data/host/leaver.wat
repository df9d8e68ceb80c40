;; world test:host/plain: asks the game for n bytes, and calls it again while it is asked for their place
(component
  (import "test:host/env@0.1.0" (instance $env (export "tell" (func (param "n" u32) (result (list u8)))) (export "note" (func (param "n" u32)))))
  (core func $note (canon lower (func $env "note")))
  (core module $libc
    (import "game" "note" (func $note (param i32)))
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (call $note (i32.const 1)) (i32.const 1024)))
  (core instance $libc (instantiate $libc (with "game" (instance (export "note" (func $note))))))
  (core func $tell (canon lower (func $env "tell") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core module $m
    (import "game" "tell" (func $tell (param i32 i32)))
    (func (export "run") (param i32) (result i32)
      (call $tell (local.get 0) (i32.const 16))
      (i32.const 0)))
  (core instance $i (instantiate $m (with "game" (instance (export "tell" (func $tell))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
