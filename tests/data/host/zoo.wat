;; world test:host/keeper: an animal's rep is a cell of memory that counts what it was fed; a destructor sets it to 0.
;; feed(n) of an animal with rep r: cell[r] += n, and gives it. feed(0xffffffff) traps.
(component
  (core module $m
    (memory 1)
    (global $next (mut i32) (i32.const 0))
    (func (export "new") (param i32) (result i32)
      (global.set $next (i32.add (global.get $next) (i32.const 4)))
      (i32.store (global.get $next) (local.get 0))
      (global.get $next))
    (func (export "feed") (param i32 i32) (result i32)
      (if (i32.eq (local.get 1) (i32.const -1)) (then (unreachable)))
      (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1)))
      (i32.load (local.get 0)))
    (func (export "dtor") (param i32) (i32.store (local.get 0) (i32.const 0))))
  (core instance $i (instantiate $m))
  (type $animal' (resource (rep i32) (dtor (core func $i "dtor"))))
  (core func $new (canon resource.new $animal'))
  (core module $glue
    (import "a" "make" (func $make (param i32) (result i32)))
    (import "a" "new" (func $new (param i32) (result i32)))
    (func (export "construct") (param i32) (result i32) (call $new (call $make (local.get 0)))))
  (core instance $g (instantiate $glue (with "a" (instance (export "make" (func $i "new")) (export "new" (func $new))))))
  (func $construct (param "n" u32) (result (own $animal')) (canon lift (core func $g "construct")))
  (func $feed (param "self" (borrow $animal')) (param "n" u32) (result u32) (canon lift (core func $i "feed")))
  (component $c
    (import "animal" (type $a (sub resource)))
    (import "construct" (func $construct (param "n" u32) (result (own $a))))
    (import "feed" (func $feed (param "self" (borrow $a)) (param "n" u32) (result u32)))
    (export $animal "animal" (type $a))
    (export "[constructor]animal" (func $construct) (func (param "n" u32) (result (own $animal))))
    (export "[method]animal.feed" (func $feed) (func (param "self" (borrow $animal)) (param "n" u32) (result u32))))
  (instance $zoo (instantiate $c (with "animal" (type $animal')) (with "construct" (func $construct)) (with "feed" (func $feed))))
  (export "test:host/zoo@0.1.0" (instance $zoo)))
