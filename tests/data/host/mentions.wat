;; Imports an interface for its resource, and a second one that only mentions it: for that one nobody must grant anything.
;; `wasm-tools parse mentions.wat -o mentions.wasm`.
(component
  (import "test:kit/things@1.0.0" (instance $things
    (export "thing" (type $thing (sub resource)))
    (export "make" (func (result (own $thing))))
    (export "look" (func (param "t" (borrow $thing)) (result u32)))))
  (alias export $things "thing" (type $thing))
  (import "test:kit/views@1.0.0" (instance $views
    (alias outer 1 $thing (type $outer))
    (export "thing" (type $mine (eq $outer)))
    (type $view (record (field "of" (own $mine))))
    (export "view" (type (eq $view)))))
  (alias export $things "make" (func $make))
  (alias export $things "look" (func $look))
  (core func $make (canon lower (func $make)))
  (core func $look (canon lower (func $look)))
  (core func $drop (canon resource.drop $thing))
  (core module $m
    (import "i" "make" (func $make (result i32)))
    (import "i" "look" (func $look (param i32) (result i32)))
    (import "i" "drop" (func $drop (param i32)))
    (func (export "run") (result i32)
      (local $t i32)
      (local.set $t (call $make))
      (call $look (local.get $t))
      (call $drop (local.get $t))))
  (core instance $i (instantiate $m
    (with "i" (instance (export "make" (func $make)) (export "look" (func $look)) (export "drop" (func $drop))))))
  (func $run (result u32) (canon lift (core func $i "run")))
  (export "run" (func $run)))
