;; world test:host/plain: writes 4 times 4,000 bytes, 2,000 lines each, to stdout
(component
  (import "wasi:io/error@0.2.0" (instance $errors (export "error" (type (sub resource)))))
  (alias export $errors "error" (type $error))
  (import "wasi:io/streams@0.2.0" (instance $streams
    (export "output-stream" (type $stream (sub resource)))
    (alias outer 1 $error (type $outer-error))
    (export "error" (type $error (eq $outer-error)))
    (type $failure (variant (case "last-operation-failed" (own $error)) (case "closed")))
    (export "stream-error" (type $stream-error (eq $failure)))
    (export "[method]output-stream.blocking-write-and-flush"
      (func (param "self" (borrow $stream)) (param "contents" (list u8)) (result (result (error $stream-error)))))))
  (alias export $streams "output-stream" (type $stream))
  (import "wasi:cli/stdout@0.2.0" (instance $stdout
    (alias outer 1 $stream (type $outer-stream))
    (export "output-stream" (type $s (eq $outer-stream)))
    (export "get-stdout" (func (result (own $s))))))
  (core module $libc (memory (export "memory") 1))
  (core instance $libc (instantiate $libc))
  (core func $get (canon lower (func $stdout "get-stdout")))
  (core func $write (canon lower (func $streams "[method]output-stream.blocking-write-and-flush") (memory (core memory $libc "memory"))))
  (core module $m
    (import "libc" "memory" (memory 1))
    (import "wasi" "get" (func $get (result i32)))
    (import "wasi" "write" (func $write (param i32 i32 i32 i32)))
    (global $out (mut i32) (i32.const 0))
    (func (export "run") (param i32) (result i32)
      (local $i i32)
      (if (i32.eqz (global.get $out)) (then (global.set $out (call $get))))
      (loop $fill
        (i32.store16 offset=1024 (local.get $i) (i32.const 0x0a21))
        (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 2))) (i32.const 4000))))
      (local.set $i (i32.const 4))
      (loop $again
        (call $write (global.get $out) (i32.const 1024) (i32.const 4000) (i32.const 16))
        (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
      (local.get 0)))
  (core instance $i (instantiate $m (with "libc" (instance $libc))
    (with "wasi" (instance (export "get" (func $get)) (export "write" (func $write))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
