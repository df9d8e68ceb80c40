;; Imports two interfaces of types alone: one that its game has in another version, one that no game has. Nothing must be
;; there for them: `wasm-tools parse types_alone.wat -o types_alone.wasm`.
(component
  (import "test:kit/shapes@2.0.0" (instance $shapes
    (type $point (record (field "x" u32) (field "y" u32)))
    (export "point" (type $named (eq $point)))
    (type $line (record (field "from" $named) (field "to" $named)))
    (export "line" (type (eq $line)))))
  (alias export $shapes "point" (type $point))
  (import "other:kit/words" (instance $words (type $word (enum "less" "more")) (export "word" (type (eq $word)))))
  (alias export $words "word" (type $word))
  (core module $m
    (func (export "sum") (param i32 i32 i32) (result i32)
      (i32.add (local.get 2) (i32.add (local.get 0) (local.get 1)))))
  (core instance $i (instantiate $m))
  (type $sum (func (param "at" $point) (param "word" $word) (result u32)))
  (func $sum (type $sum) (canon lift (core func $i "sum")))
  (export "sum" (func $sum)))
