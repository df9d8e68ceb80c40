;; A memory of 64 bits, and strings beyond the first 4 GiB of it: realloc says so of every one, and `give` of its result.
;; Build: wasm-tools parse far.wat -o far.wasm
(component
  (core module $m
    (memory (export "memory") i64 1)
    (data (i64.const 16) "\00\00\01\00\01\00\00\00\05\00\00\00\00\00\00\00")
    (func (export "realloc") (param i64 i64 i64 i64) (result i64) (i64.const 0x100010000))
    (func (export "take") (param i64 i64))
    (func (export "give") (result i64) (i64.const 16)))
  (core instance $i (instantiate $m))
  (alias core export $i "memory" (core memory $memory))
  (alias core export $i "realloc" (core func $realloc))
  (func (export "take") (param "s" string)
    (canon lift (core func $i "take") (memory $memory) (realloc (core func $realloc))))
  (func (export "give") (result string)
    (canon lift (core func $i "give") (memory $memory))))
