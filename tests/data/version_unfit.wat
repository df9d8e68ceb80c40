;; The same, with another type.
(component
  (core module $m (func (export "version") (result f32) (f32.const 1)))
  (core instance $i (instantiate $m))
  (func (export "version") (result f32) (canon lift (core func $i "version"))))
