;; The interface `i` gives a type of another one, with its resource in it, as a
;; component of its own that imported both: what it exports is a copy.
(component
    (component $doors
        (type $resource (resource (rep i32)))
        (export $door "door" (type $resource))
        (type $own (own $door))
        (type $variant (variant (case "wall") (case "way" $own)))
        (export "side" (type $variant)))
    (instance $doors (instantiate $doors))
    (alias export $doors "door" (type $door))
    (alias export $doors "side" (type $side))
    (component $copy
        (import "door" (type $door (sub resource)))
        (type $own (own $door))
        (type $variant (variant (case "wall") (case "way" $own)))
        (import "side" (type $side (eq $variant)))
        (export "side" (type $side)))
    (instance $copy (instantiate $copy (with "door" (type $door)) (with "side" (type $side))))
    (export "house:plan/doors" (instance $doors))
    (export "i" (instance $copy)))
