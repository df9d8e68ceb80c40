;; world test:host/plain: its start writes a line without an end and sleeps for 50 ms; fails where the clock says 0; run gives the milliseconds that it slept
(component
  (import "wasi:io/poll@0.2.0" (instance $poll
    (export "pollable" (type $p (sub resource)))
    (export "[method]pollable.block" (func (param "self" (borrow $p))))))
  (alias export $poll "pollable" (type $pollable))
  (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock
    (alias outer 1 $pollable (type $outer))
    (export "pollable" (type $p (eq $outer)))
    (export "now" (func (result u64)))
    (export "subscribe-duration" (func (param "when" u64) (result (own $p))))))
  (import "wasi:io/error@0.2.0" (instance $errors (export "error" (type (sub resource)))))
  (alias export $errors "error" (type $error))
  (import "wasi:io/streams@0.2.0" (instance $streams
    (export "output-stream" (type $stream (sub resource)))
    (alias outer 1 $error (type $outer-error))
    (export "error" (type $error (eq $outer-error)))
    (type $failure (variant (case "last-operation-failed" (own $error)) (case "closed")))
    (export "stream-error" (type $stream-error (eq $failure)))
    (export "[method]output-stream.write"
      (func (param "self" (borrow $stream)) (param "contents" (list u8)) (result (result (error $stream-error)))))))
  (alias export $streams "output-stream" (type $stream))
  (import "wasi:cli/stderr@0.2.0" (instance $stderr
    (alias outer 1 $stream (type $outer-stream))
    (export "output-stream" (type $s (eq $outer-stream)))
    (export "get-stderr" (func (result (own $s))))))
  (core module $libc (memory (export "memory") 1) (data (i32.const 64) "going to sleep"))
  (core instance $libc (instantiate $libc))
  (core func $now (canon lower (func $clock "now")))
  (core func $subscribe (canon lower (func $clock "subscribe-duration")))
  (core func $block (canon lower (func $poll "[method]pollable.block")))
  (core func $get (canon lower (func $stderr "get-stderr")))
  (core func $write (canon lower (func $streams "[method]output-stream.write") (memory (core memory $libc "memory"))))
  (core module $m
    (import "wasi" "now" (func $now (result i64)))
    (import "wasi" "subscribe" (func $subscribe (param i64) (result i32)))
    (import "wasi" "block" (func $block (param i32)))
    (import "wasi" "get" (func $get (result i32)))
    (import "wasi" "write" (func $write (param i32 i32 i32 i32)))
    (global $slept (mut i64) (i64.const 0))
    (func $sleep
      (if (i64.eqz (call $now)) (then unreachable))
      (call $write (call $get) (i32.const 64) (i32.const 14) (i32.const 16))
      (global.set $slept (call $now))
      (call $block (call $subscribe (i64.const 50000000)))
      (global.set $slept (i64.sub (call $now) (global.get $slept))))
    (start $sleep)
    (func (export "run") (param i32) (result i32)
      (i32.wrap_i64 (i64.div_u (global.get $slept) (i64.const 1000000)))))
  (core instance $i (instantiate $m (with "wasi" (instance
    (export "now" (func $now)) (export "subscribe" (func $subscribe)) (export "block" (func $block))
    (export "get" (func $get)) (export "write" (func $write))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
