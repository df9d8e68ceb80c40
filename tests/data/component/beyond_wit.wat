;; A core module is imported, which WIT can't say: `wasm-tools parse beyond_wit.wat -o beyond_wit.wasm`.
(component
    (import "code" (core module))
    (import "plain" (func)))
