;; A component is given an instance whose function has another type than the one
;; that it imports.
(component
    (component $needs
        (import "lights" (instance
            (type $level (record (field "of" u32)))
            (export "level" (type $named (eq $level)))
            (export "dim" (func (param "to" $named))))))
    (component $makes
        (type $level (record (field "of" string)))
        (import "level" (type $named (eq $level)))
        (import "dim" (func $dim (param "to" $named)))
        (export "level" (type $named))
        (export "dim" (func $dim)))
    (type $level (record (field "of" string)))
    (import "level" (type $named (eq $level)))
    (import "dim" (func $dim (param "to" $named)))
    (instance $lights (instantiate $makes (with "level" (type $named)) (with "dim" (func $dim))))
    (instance (instantiate $needs (with "lights" (instance $lights)))))
