;; world test:host/plain, but run takes a string's place: a u64, and gives nothing
(component
  (core module $m (func (export "run") (param i64)))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u64) (canon lift (core func $i "run"))))
