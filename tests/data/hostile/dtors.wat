;; run(n): n resources, each holding the next; dropping the first makes each destructor
;; drop the next one, one inside the other. Gives how many destructors ran.
(component
  (core module $m
    (table (export "t") 1 funcref)
    (type $drop (func (param i32)))
    (global $ran (mut i32) (i32.const 0))
    (func (export "ran") (result i32) (global.get $ran))
    ;; the rep is the handle of the next, or 0
    (func (export "dtor") (param i32)
      (global.set $ran (i32.add (global.get $ran) (i32.const 1)))
      (if (local.get 0) (then (call_indirect (type $drop) (local.get 0) (i32.const 0))))))
  (core instance $i (instantiate $m))
  (type $r (resource (rep i32) (dtor (core func $i "dtor"))))
  (core func $new (canon resource.new $r))
  (core func $drop (canon resource.drop $r))
  (core module $n
    (import "a" "t" (table 1 funcref))
    (import "a" "new" (func $new (param i32) (result i32)))
    (import "a" "drop" (func $drop (param i32)))
    (import "a" "ran" (func $ran (result i32)))
    (elem (i32.const 0) func $drop)
    (func (export "run") (param i32) (result i32) (local $h i32)
      (loop $next
        (local.set $h (call $new (local.get $h)))
        (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
      (call $drop (local.get $h))
      (call $ran)))
  (core instance $j (instantiate $n (with "a" (instance
    (export "t" (table $i "t")) (export "new" (func $new)) (export "drop" (func $drop)) (export "ran" (func $i "ran"))))))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $j "run"))))
