;; world test:host/plain: panics as Rust's std does, by its functions' names
(component
  (core module $m
    (func $abort (unreachable))
    (func $_RNvNtNtNtCs1_3std3sys3pal14abort_internal (call $abort))
    (func $_RNvCs2_7___rustc10rust_panic (call $_RNvNtNtNtCs1_3std3sys3pal14abort_internal))
    (func $_RNvNtCs3_4core9panicking9panic_fmt (call $_RNvCs2_7___rustc10rust_panic))
    (func $_RNvNtCs3_4core9panicking5panic (call $_RNvNtCs3_4core9panicking9panic_fmt))
    (func $_RNvCs4_4wolf4bite (call $_RNvNtCs3_4core9panicking5panic))
    (func (export "run") (param i32) (result i32)
      (call $_RNvCs4_4wolf4bite)
      (i32.const 0)))
  (core instance $i (instantiate $m))
  (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
