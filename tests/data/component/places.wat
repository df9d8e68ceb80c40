;; Values in values, all good until the test pokes one of them.
;; Build: wasm-tools parse places.wat -o places.wasm
(component
  (import "test:places/host@0.1.0" (instance $host
    (export "take" (func (param "level" u32) (param "names" (list string)) (param "how" (result u32 (error string))) (param "letter" char)))
    (export "tell" (func (result (list (tuple u32 string)))))))

  (core module $Memory
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0x801))
    ;; 0x80: a list of two entities, of 28 bytes: id, name at 4, tag at 12 and 16, parts at 20
    (data (i32.const 0x80) "\00\01\00\00" "\02\00\00\00")
    (data (i32.const 0x100) "\01\00\00\00" "\00\06\00\00" "\03\00\00\00" "\01\00\00\00" "\61\00\00\00" "\00\02\00\00" "\00\00\00\00")
    (data (i32.const 0x11C) "\02\00\00\00" "\03\06\00\00" "\03\00\00\00" "\00\00\00\00" "\00\00\00\00" "\00\02\00\00" "\04\00\00\00")
    ;; 0x200: four parts, of 12 bytes: a case, what it holds at 4
    (data (i32.const 0x200) "\00\00\00\00" "\00\06\00\00" "\02\00\00\00")
    (data (i32.const 0x20C) "\01\00\00\00" "\00\00\00\00" "\00\00\00\00")
    (data (i32.const 0x218) "\02\00\00\00" "\07\01\00\00" "\00\00\00\00")
    (data (i32.const 0x224) "\03\00\00\00" "\00\03\00\00" "\03\00\00\00")
    (data (i32.const 0x300) "\61\00\00\00" "\62\00\00\00" "\63\00\00\00")
    ;; 0x400: three names
    (data (i32.const 0x400) "\00\06\00\00" "\01\00\00\00" "\01\06\00\00" "\01\00\00\00" "\02\06\00\00" "\01\00\00\00")
    (data (i32.const 0x600) "abcdef"))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "memory" (core memory $mem))
  (alias export $host "take" (func $take))
  (core func $take (canon lower (func $take) (memory $mem)))
  (alias core export $memory "realloc" (core func $realloc))
  (alias export $host "tell" (func $tell))
  (core func $tell (canon lower (func $tell) (memory $mem) (realloc $realloc)))

  (core module $M
    (import "host" "take" (func $take (param i32 i32 i32 i32 i32 i32 i32)))
    (import "host" "tell" (func $tell (param i32)))
    (import "memory" "memory" (memory 1))
    (func (export "ask") (call $tell (i32.const 0x80)))
    (func (export "heed") (param i32 i32))
    (func (export "poke") (param $at i32) (param $v i32) (i32.store (local.get $at) (local.get $v)))
    (func (export "at") (param i32) (result i32) (local.get 0))
    (func (export "give") (param $how i32) (param $text i32) (param $letter i32)
      (call $take (i32.const 5) (i32.const 0x400) (i32.const 3) (local.get $how) (local.get $text) (i32.const 2) (local.get $letter))))
  (core instance $m (instantiate $M
    (with "host" (instance (export "take" (func $take)) (export "tell" (func $tell))))
    (with "memory" (instance $memory))))

  (type $choice' (enum "left" "right"))
  (export $choice "choice" (type $choice'))
  (type $part' (variant (case "text" string) (case "none") (case "pair" (tuple u8 $choice)) (case "many" (list char))))
  (export $part "part" (type $part'))
  (type $entity' (record (field "id" u32) (field "name" string) (field "tag" (option char)) (field "parts" (list $part))))
  (export $entity "entity" (type $entity'))

  (func (export "poke") (param "at" u32) (param "v" u32) (canon lift (core func $m "poke")))
  (func (export "give") (param "how" u32) (param "text" u32) (param "letter" u32) (canon lift (core func $m "give")))
  (func (export "ask") (canon lift (core func $m "ask")))
  (func (export "heed") (param "words" string) (canon lift (core func $m "heed") (memory $mem) (realloc $realloc)))
  (func (export "entities") (param "at" u32) (result (list $entity)) (canon lift (core func $m "at") (memory $mem)))
)
