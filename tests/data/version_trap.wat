;; The same, but it fails.
(component
  (core module $m (func (export "version") (result i32) unreachable))
  (core instance $i (instantiate $m))
  (func (export "version") (result u32) (canon lift (core func $i "version"))))
