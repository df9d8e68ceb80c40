;; Functions of the world, of an interface and of one in its place have types of
;; other interfaces, which they have no name for. A type of the world has the
;; name of one of them.
(component
    (type $doors (instance
        (type $resource (record (field "x" u32)))
        (export "spot" (type $at (eq $resource)))
        (export "door" (type $door (sub resource)))
        (type $own (own $door))
        (type $variant (variant (case "wall" $at) (case "way" $own)))
        (export "side" (type (eq $variant)))))
    (import "house:plan/doors" (instance $d (type $doors)))
    (alias export $d "spot" (type $spot))
    (alias export $d "side" (type $side))
    (alias export $d "door" (type $door))
    (type $flags (flags "a" "b"))
    (import "side" (type $own-side (eq $flags)))
    (type $lent (borrow $door))
    (type $list (list $side))
    (type $walk (func (param "to" $list) (param "by" $own-side)))
    (import "walk" (func (type $walk)))
    (type $open (func (param "what" $lent) (result $spot)))
    (import "near" (instance (alias outer 1 $open (type $open)) (export "open" (func (type $open)))))
    (import "house:plan/rooms" (instance (alias outer 1 $open (type $open)) (export "open" (func (type $open))))))
