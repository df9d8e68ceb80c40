;; world tour:hello/greeter: greets in its first frame, and every 20th after that.
;; wasm-tools parse hello.wat -o hello.wasm
(component
  (import "tour:hello/console@0.1.0" (instance $console (export "print" (func (param "text" string)))))
  (core module $memory
    (memory (export "memory") 1)
    (data (i32.const 0) "hello from a mod"))
  (core instance $memory (instantiate $memory))
  (core func $print (canon lower (func $console "print") (memory (core memory $memory "memory"))))
  (core module $m
    (import "console" "print" (func $print (param i32 i32)))
    (global $frame (mut i32) (i32.const 0))
    (func (export "on-frame") (param $seconds f32)
      (if (i32.eqz (i32.rem_u (global.get $frame) (i32.const 20)))
        (then (call $print (i32.const 0) (i32.const 16))))
      (global.set $frame (i32.add (global.get $frame) (i32.const 1)))))
  (core instance $i (instantiate $m (with "console" (instance (export "print" (func $print))))))
  (func (export "on-frame") (param "seconds" f32) (canon lift (core func $i "on-frame"))))
