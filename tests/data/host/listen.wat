;; world listener: says how many bytes it was given. It forgets each text at once.
(component
  (core module $m
    (memory (export "memory") 17)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
    (func (export "take") (param i32 i32) (result i32) local.get 1))
  (core instance $i (instantiate $m))
  (func (export "take") (param "text" string) (result u32)
    (canon lift (core func $i "take") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))
