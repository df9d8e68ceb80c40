;; A mod of one function, of the world test:saves/versioned. Tests patch the
;; constant: two bytes of LEB128 behind 0x41, from 128 to 8191.
(component
  (core module $m (func (export "version") (result i32) (i32.const 8191)))
  (core instance $i (instantiate $m))
  (func (export "version") (result u32) (canon lift (core func $i "version"))))
