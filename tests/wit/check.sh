#!/bin/sh
# inlay check and inlay wit, from the outside: exit codes, the same differences as
# text and as JSON, and a printed world that is read again.
cd "$(dirname "$0")/../.." || exit 2
inlay=build/bin/${CONFIG:-release}/inlay
[ -x "$inlay" ] || { echo "check: $inlay is not built"; exit 2; }
work=build/obj/check && mkdir -p "$work" || exit 2
passed=0 failed=0

expect() {      # SENTENCE CODE COMMAND…
    sentence=$1 code=$2
    shift 2
    "$@" >"$work/out" 2>&1
    got=$?
    if [ $got = "$code" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "check: $sentence: ended with $got, not $code"
        head -n 5 "$work/out"
    fi
}
holds() {       # SENTENCE TEXT: what the last command wrote holds the text
    if grep -qF -- "$2" "$work/out"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "check: $1: \"$2\" is not in"
        head -n 20 "$work/out"
    fi
}

expect "a mod fits its world" 0 "$inlay" check mods/chaser/chaser.wasm --wit wit/arena --world creature
holds  "it says so" "mods/chaser/chaser.wasm fits the world arena:game/creature@"
expect "a folder of packages will do" 0 "$inlay" check mods/chaser/chaser.wasm --wit wit --world arena:game/creature
expect "a mod of another world is refused" 1 "$inlay" check mods/wrong-world/wrong-world.wasm --wit wit/arena --world creature
holds  "with its type" 'record vec2 { x: f64, y: f64 }'
holds  "with what uses it" "it is used by   to, creature.think"
holds  "with the place in the WIT" "(wit/arena/types.wit:"
count=$(sed -n '1s/.*: \([0-9]*\) differences.*/\1/p' "$work/out")
expect "the same as JSON" 1 "$inlay" check mods/wrong-world/wrong-world.wasm --wit wit/arena --world creature --json
[ "$(grep -c '"kind":' "$work/out")" = "$count" ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "check: the JSON has not $count differences"; }
rm -rf "$work/major"
cp -r wit/arena "$work/major"
sed -i 's/^package arena:game@[0-9.]*;/package arena:game@7.0.0;/' "$work"/major/*.wit
expect "a mod that sits in the wrong slot" 1 "$inlay" check mods/waves/waves.wasm --wit wit/arena --world creature
holds  "is told of the world that it has all of" "hint: it has all that the world arena:game/director@"
expect "a package of another major" 1 "$inlay" check mods/chaser/chaser.wasm --wit "$work/major" --world creature
holds  "is told once" "and with it     import"
expect "what the game must grant is named" 1 "$inlay" check mods/waves/waves.wasm --wit wit/arena --world director
holds  "with the line of mod.json" '"grants": ["arena:game/powers"]'
holds  "and its place in the game's WIT" 'the game offers interface arena:game/powers@0.1.0   (wit/arena/field.wit:'
expect "granted, it fits" 0 "$inlay" check mods/waves/waves.wasm --wit wit/arena --world director --grant arena:game/powers
rm -rf "$work/turned"
cp -r wit/arena "$work/turned"
sed -i 's/^    import log;/    export log;/' "$work"/turned/creature.wit
expect "what the world asks of mods, and the mod of the game" 1 "$inlay" check mods/chaser/chaser.wasm --wit "$work/turned" --world creature
holds  "is not a matter of grants" 'import `arena:game/log@0.1.0` is not offered by the game'
holds  "it is to be turned" "export it instead: it is the mod that has it"
holds  "told of the export, too" "and with it     export \`arena:game/log@0.1.0\` ($work/turned/creature.wit:"
rm -rf "$work/gated"
cp -r wit/arena "$work/gated"
sed -i 's/^    import log;/    @unstable(feature = chatty)\n    import log;/' "$work"/gated/creature.wit
expect "what a gate leaves out" 1 "$inlay" check mods/chaser/chaser.wasm --wit "$work/gated" --world creature
holds  "is told with its feature" "the game's WIT has it with the feature \`chatty\`, which is off"
expect "switched on, it fits" 0 "$inlay" check mods/chaser/chaser.wasm --wit "$work/gated" --world creature --feature chatty
holds  "with a word" "the feature \`chatty\` may still change"
expect "what is printed has it" 0 "$inlay" wit "$work/gated" creature --feature chatty
holds  "with its gate" "@unstable(feature = chatty)"
expect "a header is made of it" 0 "$inlay" bind "$work/gated" --world creature --feature night --feature chatty
holds  "with its functions" "creature_log"
expect "a feature has a name" 2 "$inlay" wit "$work/gated" creature --feature
expect "a package of WIT is no mod" 1 "$inlay" check tests/wit/packed/deps/game.wasm --wit wit/arena --world creature
holds  "and is told to be one" "this holds WIT alone, a package of types, and a mod has code"
expect "half a file is refused" 1 "$inlay" check mods/truncated/truncated.wasm --wit wit/arena --world creature
holds  "with the byte" "at byte 0x"
hint=$(sed -n 's/^  hint: //p' "$work/out")
expect "and as JSON" 1 "$inlay" check mods/truncated/truncated.wasm --wit wit/arena --world creature --json
holds  "with what to do" "\"hint\":	\"$hint\""
mkdir -p "$work/async"
echo 'package p:g@1.2.0; interface alpha { f: func(a: u8); } world w { import alpha; export run: func() -> u32; }' > "$work/async/game.wit"
expect "a mod with async functions" 1 "$inlay" check tests/data/component/async.wasm --wit "$work/async" --world w
holds  "is told where its world differs" "there           the mod's function is async, the game's is not"
holds  "all of it" "3 differences"
sed -i 's/: func/: async func/g; s/async func(a: u8);/& g: func();/' "$work/async/game.wit"
expect "where the game's are async as well" 1 "$inlay" check tests/data/component/async.wasm --wit "$work/async" --world w
holds  "it is told what can't be run" 'export `run` is an async function, which is not supported here'
expect "a component whose parts don't go together" 1 "$inlay" info tests/data/component/mismatched.wasm
holds  "is told the way to where they differ" 'in record field `of`, in export `level`, in what is given for import `lights`, in instance 1'
expect "no such file" 1 "$inlay" check mods/nothing.wasm --wit wit/arena --world creature
expect "no such world" 2 "$inlay" check mods/chaser/chaser.wasm --wit wit/arena --world creatures
holds  "is told as that" "wit/arena: the WIT has no such name"
holds  "with the one that was meant" "did you mean \`creature\`?"
expect "no world at all" 2 "$inlay" check mods/chaser/chaser.wasm --wit wit/arena
expect "help" 0 "$inlay" check --help

expect "a component's parts are told" 0 "$inlay" info mods/chaser/chaser.wasm
holds  "with who made it" "made by   wit-bindgen-c"
holds  "and its modules' sections" "core module 0"
expect "the same as JSON, too" 0 "$inlay" info mods/chaser/chaser.wasm --json
holds  "which holds the custom sections" '"component-name"'
expect "a custom section's bytes" 0 "$inlay" info mods/chaser/chaser.wasm --section producers
holds  "are written as they are" "processed-by"
expect "a section that is not there" 1 "$inlay" info mods/chaser/chaser.wasm --section levels
expect "parts of half a file" 1 "$inlay" info mods/truncated/truncated.wasm
expect "a component prints as WIT" 0 "$inlay" wit mods/waves/waves.wasm
cp "$work/out" "$work/root.wit"
expect "which it fits" 0 "$inlay" check mods/waves/waves.wasm --wit "$work/root.wit" --world root
expect "a world of a folder prints" 0 "$inlay" wit wit/arena creature
cp "$work/out" "$work/creature.wit"
expect "and a mod fits what was printed" 0 "$inlay" check mods/chaser/chaser.wasm --wit "$work/creature.wit" --world creature
expect "said as elsewhere, too" 0 "$inlay" wit wit/arena --world creature --markdown
expect "a world has a name" 2 "$inlay" wit wit/arena --world
expect "a world's reference is written" 0 "$inlay" wit wit/arena creature --markdown
holds  "with what must be there" '- `creature.think: func(me: borrow<body>, now: senses) -> result<list<action>, string>`'
holds  "and the docs of its WIT" '  What to do in this frame.'
holds  "and where types are from" 'From `arena:game/types@0.1.0`: `vec2`, `rect`, `color`'
[ "$(grep -c '`record vec2' "$work/out")" = 1 ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "check: vec2 is told where it is used, too"; }
expect "an interface's reference has all that it uses" 0 "$inlay" wit wit/arena arena:game/field --markdown
holds  "with its place" '- `record vec2 { x: f32, y: f32 }` *(of arena:game/types@0.1.0)*'
printf 'package x:y;\nworld b { include a; }\nworld a { enum c { d, } export f: func() -> c; }\n' > "$work/included.wit"
expect "what a world took from another one prints as its own" 0 "$inlay" wit "$work/included.wit" b
holds  "with its type" '  enum c {'
printf 'package x:y;\ninterface far { /// Its own docs.\n resource r; }\ninterface near { /// Docs of the use.\n use far.{r}; f: func(v: r); }\n' > "$work/used.wit"
expect "a resource that is used from another interface" 0 "$inlay" wit "$work/used.wit" near
holds  "has its own docs" '/// Its own docs.'
expect "an interface's, too" 0 "$inlay" wit wit wasi:io/streams --markdown
holds  "with its versions" '*(since 0.2.0)*'
printf 'package a:b;\nworld \033[31mred {}\n' > "$work/escape.wit"
expect "a character that a terminal would obey" 1 "$inlay" wit "$work/escape.wit"
holds  "is shown as another" '    world ?[31mred {}'
head -c 5000000 /dev/zero | tr '\0' ' ' > "$work/large.wit"
expect "a file of 5 MB" 1 "$inlay" wit "$work/large.wit"
holds  "is to be split" 'hint: split it'
rm -rf "$work/many" && mkdir "$work/many"
(cd "$work/many" && seq 1001 | sed 's/.*/&.wit/' | xargs touch)
expect "a folder of 1,001 files" 1 "$inlay" wit "$work/many"
holds  "is not read in part" "the folder holds more than 1000 files and folders"
expect "a folder lists what it holds" 0 "$inlay" wit wit
holds  "WASI too" "interface wasi:io/streams@0.2."

# an item that a world's own interface lacks is no grant, and what both have is no other name for what is missing
mkdir -p "$work/less" "$work/more"
sed '/^    log: func(text: string);/d' tests/bind/wit/echo.wit > "$work/less/echo.wit"
sed 's/^    count-bytes:/    count-words: func(v: string) -> u32;\n&/' tests/bind/wit/echo.wit > "$work/more/echo.wit"
expect "an import that its interface lost" 1 "$inlay" check tests/bind/rust-echo.wasm --wit "$work/less" --world echo
holds  "is told as that" "is not offered by the game"
expect "an export that is new" 1 "$inlay" check tests/bind/rust-echo.wasm --wit "$work/more" --world echo
holds  "is to be added" "add it to the mod and rebuild"

# packages of WIT that tools have packed: packed/source
expect "a packed package prints as WIT" 0 "$inlay" wit tests/wit/packed/deps/game.wasm
holds  "with its interfaces" '  use geo:math/vectors.{vec};'
holds  "and its worlds" 'world with-vectors {'
holds  "with the docs that were packed with it" '  /// at once.'
holds  "and the gates" '  @unstable(feature = queue)'
expect "which are there for a game's own" 0 "$inlay" wit tests/wit/packed z
holds  "through include" 'import my:game/things@1.2.0;'
holds  "with their docs" '    /// What a thing may be.'
cp "$work/out" "$work/z.wit"
expect "and print the same again" 0 "$inlay" wit "$work/z.wit" z
cmp -s "$work/out" "$work/z.wit" || { failed=$((failed + 1)); echo "z: printed again, it is another"; }
expect "a world in which types and interfaces stand in any order" 0 "$inlay" wit tests/wit/order.wit mixed
cp "$work/out" "$work/mixed.wit"
expect "prints the same again" 0 "$inlay" wit "$work/mixed.wit" mixed
cmp -s "$work/out" "$work/mixed.wit" || { failed=$((failed + 1)); echo "mixed: printed again, it is another"; }
expect "a type that is used by two names" 0 "$inlay" wit tests/data/component/used_twice.wasm
holds  "is called by the first" '    give: func(one: side, other: side);'
expect "what WIT can't say" 0 "$inlay" wit tests/data/component/beyond_wit.wasm
holds  "is told" '  // WIT has no words for: import core module code'
expect "a type with a resource in it, given by two interfaces" 0 "$inlay" wit tests/data/component/copied_type.wasm
holds  "is used by the second" '    use house:plan/doors.{side};'
cp "$work/out" "$work/copied.wit"
expect "and is read again" 0 "$inlay" wit "$work/copied.wit" root
cmp -s "$work/out" "$work/copied.wit" || { failed=$((failed + 1)); echo "copied: printed again, it is another"; }
printf 'package x:y;\ninterface far { record inner { a: u32 } variant outer { some(inner) } }\ninterface near { use far.{outer as used}; type again = used; f: func(v: again); }\n' > "$work/again.wit"
expect "another name for a type that is used" 0 "$inlay" wit "$work/again.wit" near
holds  "is that" '  type again = used;'
if grep -q inner2 "$work/out" || grep -q '{inner}' "$work/out"; then failed=$((failed + 1)); echo "again: what is in it is used as well"; else passed=$((passed + 1)); fi
expect "types that functions have without a name for them" 0 "$inlay" wit tests/data/component/unnamed.wasm
holds  "are used by name" '    use house:plan/doors.{spot};'
holds  "by another one where it is taken" 'use house:plan/doors.{side as side2};'
cp "$work/out" "$work/unnamed.wit"
expect "and are read again" 0 "$inlay" wit "$work/unnamed.wit" root
cmp -s "$work/out" "$work/unnamed.wit" && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "unnamed: printed again, it is another"; }
expect "and the component fits that" 0 "$inlay" check tests/data/component/unnamed.wasm --wit "$work/unnamed.wit" --world root
expect "but stands for a folder, too" 0 "$inlay" check mods/waves/waves.wasm --wit mods/waves/waves.wasm --world root

expect "what a packed package asks of a mod" 1 "$inlay" check mods/waves/waves.wasm --wit tests/wit/packed --world z
holds  "is told with its docs" "its WIT says    Begins all."

# the same as component text: numbers and names, types written out where they are used
rm -rf "$work/text"
mkdir -p "$work/text/deps"
cat > "$work/text/a.wit" <<'END'
package a:b;
world z { include my:game/w; }
END
cat > "$work/text/deps/game.wat" <<'END'
(component $C (; one (; in ;) another ;)
  (type $pos (record (field "x" f32) (field "\79" f32)))
  (type $things (component
    (export "my:game/things" (instance $here
      (alias outer $C $pos (type $p))
      (export $vec "vec" (type (eq $p)))
      (export "thing" (type $thing (sub resource)))
      (export "[method]thing.where" (func (param "self" (borrow $thing)) (result (option $vec))))
      (export "spawn" (func async (param "at" $vec) (param "names" (list string)) (result (result (own $thing) (error string)))))))))
  (export "things" (type $things))
  (type (;3;) (component
    (type $w (component
      (import "my:game/things" (instance $t
        (export "thing" (type (sub resource)))))
      (import "other" (implements "my:game/things") (instance (export "thing" (type (sub resource)))))
      (alias export $t "thing" (type $thing))
      (import "thing" (type $named (eq $thing)))
      (export "run" (func (param "what" (own $named))))))
    (export "my:game/w" (component (type $w)))))
  (export "w" (type 3))
  (@producers (processed-by "a hand" "1.0")))
END
expect "a package as component text" 0 "$inlay" wit "$work/text" z
holds  "with its types" 'record vec {'
holds  "written in place" 'spawn: async func(at: vec, names: list<string>) -> result<thing, string>;'
holds  "its worlds" 'import other: my:game/things;'
holds  "and what they use" 'use my:game/things.{thing};'
cp tests/data/version.wat "$work/text/deps/game.wat"
expect "a mod as text" 1 "$inlay" wit "$work/text"
holds  "is refused at its place" "game.wat:4:3: the WIT text is wrong"
holds  "in words" "a package of WIT holds nothing else"
echo '(component (export "a" (type $b)))' > "$work/text/deps/game.wat"
expect "a name that nothing has" 1 "$inlay" wit "$work/text"
holds  "is told" 'no type is named $b here'
echo '(component (type $a (component (export "a:b/c" (instance (export "f" (func (param "a" string) (param "A" string))))))) (export "c" (type $a)))' > "$work/text/deps/game.wat"
expect "what stands for no valid component" 1 "$inlay" wit "$work/text"
holds  "is refused in words" 'conflicts with previous'

# what a world uses of an interface that it imports by another name, too
cat > "$work/text/deps/game.wat" <<'END'
(component
  (type (component
    (type (component
      (import "a:b/i" (instance (type $r (record (field "a" u8))) (export "r" (type (eq $r)))))
      (import "z" (implements "a:b/i") (instance $z (type $r (record (field "a" u8))) (export "r" (type (eq $r)))))
      (alias export $z "r" (type $r))
      (export "j" (instance (alias outer 1 $r (type $x)) (export $y "r" (type (eq $x))) (export "k" (func (param "a" $y)))))))
    (export "a:b/w" (component (type 0)))))
  (type (component (export "a:b/i" (instance (type $r (record (field "a" u8))) (export "r" (type (eq $r)))))))
  (export "w" (type 0)) (export "i" (type 1)))
END
sed -i 's/a:b/c:d/; s/my:game/a:b/' "$work/text/a.wit"
expect "a package in which an interface has two names" 0 "$inlay" wit "$work/text" z
holds  "prints it by its own" '    use a:b/i.{r};'

printf '\357\273\277package a:b;\r\ninterface i {}\r\n' > "$work/mark.wit"
expect "a byte order mark before the text is passed over" 0 "$inlay" wit "$work/mark.wit"
printf '\357\273\277packag a:b;' > "$work/mark.wit"
expect "also where no package line comes first" 1 "$inlay" wit "$work/mark.wit"
holds  "and it is told what does" 'found `packag`'

echo "check: $passed passed, $failed failed"
[ "$failed" = 0 ]
