;; A list of 131,072 strings, all of which are the same mebibyte: 1 MiB of list stands for 128 GiB of text.
(component
  (core module $m
    (memory (export "mem") 40)
    (func (export "bomb") (result i32)
      (local $i i32)
      (loop $next
        (i32.store (i32.add (i32.const 0x10_0000) (i32.shl (local.get $i) (i32.const 3))) (i32.const 0))
        (i32.store offset=4 (i32.add (i32.const 0x10_0000) (i32.shl (local.get $i) (i32.const 3))) (i32.const 0x10_0000))
        (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 131072))))
      (i32.store (i32.const 0x20_0000) (i32.const 0x10_0000))
      (i32.store (i32.const 0x20_0004) (i32.const 131072))
      (i32.const 0x20_0000)))
  (core instance $i (instantiate $m))
  (func (export "bomb") (result (list string))
    (canon lift (core func $i "bomb") (memory (core memory $i "mem")))))
