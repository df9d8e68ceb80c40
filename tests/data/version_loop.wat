;; The same, but it never comes back.
(component
  (core module $m (func (export "version") (result i32) (loop (br 0)) (i32.const 8191)))
  (core instance $i (instantiate $m))
  (func (export "version") (result u32) (canon lift (core func $i "version"))))
