;; The second interface uses a type of the first by two names: `wasm-tools parse used_twice.wat -o used_twice.wasm`.
(component
    (import "house:plan/doors" (instance $doors
        (export "door" (type $door (sub resource)))
        (type $variant (variant (case "wall") (case "way" (own $door))))
        (export "side" (type (eq $variant)))))
    (alias export $doors "side" (type $side))
    (import "house:plan/walls" (instance
        (alias outer 1 $side (type $outer))
        (export "side" (type $one (eq $outer)))
        (export "face" (type $other (eq $outer)))
        (export "give" (func (param "one" $one) (param "other" $other))))))
