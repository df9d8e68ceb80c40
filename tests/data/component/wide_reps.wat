;; A resource represented by an i64, made by one component, held by another that calls it, and by the host.
;; Build: wasm-tools parse wide_reps.wat -o wide_reps.wasm
(component
  (component $Maker
    (core module $Died
      (global $last (mut i64) (i64.const 0))
      (func (export "dtor") (param i64) (global.set $last (local.get 0)))
      (func (export "last") (result i64) (global.get $last)))
    (core instance $died (instantiate $Died))
    (type $r (resource (rep i64) (dtor (core func $died "dtor"))))
    (export $r' "r" (type $r))
    (core func $new (canon resource.new $r))
    (core func $rep (canon resource.rep $r))
    (core func $drop (canon resource.drop $r))
    (core module $M
      (import "" "rep" (func $rep (param i32) (result i64)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "same") (param i32) (result i32) (local.get 0))
      (func (export "open") (param i32) (result i64)
        (call $rep (local.get 0))
        (call $drop (local.get 0))))
    (core instance $m (instantiate $M (with "" (instance (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "make") (param "rep" u64) (result (own $r')) (canon lift (core func $new)))
    (func (export "look") (param "r" (borrow $r')) (result u32) (canon lift (core func $m "same")))      ;; what it is given
    (func (export "open") (param "r" (own $r')) (result u64) (canon lift (core func $m "open")))         ;; the rep; it is dropped
    (func (export "last") (result u64) (canon lift (core func $died "last"))))                           ;; what a destructor was given
  (instance $maker (instantiate $Maker))

  (component $Holder
    (import "r" (type $r (sub resource)))
    (import "make" (func $make (param "rep" u64) (result (own $r))))
    (import "look" (func $look (param "r" (borrow $r)) (result u32)))
    (import "open" (func $open (param "r" (own $r)) (result u64)))
    (core func $make' (canon lower (func $make)))
    (core func $look' (canon lower (func $look)))
    (core func $open' (canon lower (func $open)))
    (core func $drop (canon resource.drop $r))
    (core module $M
      (import "" "make" (func $make (param i64) (result i32)))
      (import "" "look" (func $look (param i32) (result i32)))
      (import "" "open" (func $open (param i32) (result i64)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "pass") (param i64) (result i64) (call $open (call $make (local.get 0))))
      (func (export "lend") (param i64) (result i32) (call $look (call $make (local.get 0))))
      (func (export "drop") (param i64) (call $drop (call $make (local.get 0)))))
    (core instance $m (instantiate $M (with "" (instance
      (export "make" (func $make')) (export "look" (func $look')) (export "open" (func $open')) (export "drop" (func $drop))))))
    (func (export "pass") (param "rep" u64) (result u64) (canon lift (core func $m "pass")))
    (func (export "lend") (param "rep" u64) (result u32) (canon lift (core func $m "lend")))
    (func (export "drop") (param "rep" u64) (canon lift (core func $m "drop"))))
  (instance $holder (instantiate $Holder (with "r" (type $maker "r")) (with "make" (func $maker "make"))
    (with "look" (func $maker "look")) (with "open" (func $maker "open"))))

  ;; Another, which the outermost component makes: what it is given goes the straight way.
  (type $top (resource (rep i64)))
  (export $top' "top" (type $top))
  (core func $top-new (canon resource.new $top))
  (core module $Same (func (export "same") (param i32) (result i32) (local.get 0)))
  (core instance $same (instantiate $Same))
  (func (export "make-top") (param "rep" u64) (result (own $top')) (canon lift (core func $top-new)))
  (func (export "look-top") (param "r" (borrow $top')) (result u32) (canon lift (core func $same "same")))

  (export $r "r" (type $maker "r"))
  (export "make" (func $maker "make") (func (param "rep" u64) (result (own $r))))
  (export "look" (func $maker "look") (func (param "r" (borrow $r)) (result u32)))
  (export "open" (func $maker "open") (func (param "r" (own $r)) (result u64)))
  (export "last" (func $maker "last"))
  (export "pass" (func $holder "pass"))
  (export "lend" (func $holder "lend"))
  (export "drop" (func $holder "drop")))
