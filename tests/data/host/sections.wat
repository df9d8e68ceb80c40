;; world test:host/plain: run(n) = byte n of its own section "level"; 1000: beyond its end, 2000: no such section; 3000 + n for n >= 100: how many sections
(component
  (import "inlay:mod/sections@0.1.0" (instance $s
    (export "names" (func (result (list string))))
    (export "read" (func (param "name" string) (param "offset" u64) (param "size" u32) (result (option (list u8)))))))
  (core module $libc
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (global.set $next (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
      (global.get $next)
      (global.set $next (i32.add (global.get $next) (local.get 3)))))
  (core instance $libc (instantiate $libc))
  (core func $read (canon lower (func $s "read") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core func $names (canon lower (func $s "names") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core module $m
    (import "" "memory" (memory 1))
    (import "" "read" (func $read (param i32 i32 i64 i32 i32)))
    (import "" "names" (func $names (param i32)))
    (data (i32.const 0) "level")
    (func (export "run") (param $n i32) (result i32)
      (if (i32.ge_u (local.get $n) (i32.const 100))
        (then (call $names (i32.const 32)) (return (i32.add (i32.const 3000) (i32.load (i32.const 36))))))
      (call $read (i32.const 0) (i32.const 5) (i64.extend_i32_u (local.get $n)) (i32.const 1) (i32.const 16))
      (if (i32.eqz (i32.load8_u (i32.const 16))) (then (return (i32.const 2000))))
      (if (i32.eqz (i32.load (i32.const 24))) (then (return (i32.const 1000))))
      (i32.load8_u (i32.load (i32.const 20)))))
  (core instance $i (instantiate $m (with "" (instance
    (export "memory" (memory $libc "memory")) (export "read" (func $read)) (export "names" (func $names))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run")))
  (@custom "level" "AZ"))
