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
count=$(sed -n '1s/.*: \([0-9]*\) differences$/\1/p' "$work/out")
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
expect "granted, it fits" 0 "$inlay" check mods/waves/waves.wasm --wit wit/arena --world director --grant arena:game/powers
expect "half a file is refused" 1 "$inlay" check mods/truncated/truncated.wasm --wit wit/arena --world creature
holds  "with the byte" "at byte 0x"
expect "no such file" 1 "$inlay" check mods/nothing.wasm --wit wit/arena --world creature
expect "no such world" 2 "$inlay" check mods/chaser/chaser.wasm --wit wit/arena --world creatures
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
expect "a world's reference is written" 0 "$inlay" wit wit/arena creature --markdown
holds  "with what must be there" '- `creature.think: func(me: borrow<body>, now: senses) -> result<list<action>, string>`'
holds  "and the docs of its WIT" '  What to do in this frame.'
printf 'package x:y;\nworld b { include a; }\nworld a { enum c { d, } export f: func() -> c; }\n' > "$work/included.wit"
expect "what a world took from another one prints as its own" 0 "$inlay" wit "$work/included.wit" b
holds  "with its type" '  enum c {'
expect "an interface's, too" 0 "$inlay" wit wit wasi:io/streams --markdown
holds  "with its versions" '*(since 0.2.0)*'
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
expect "which are there for a game's own" 0 "$inlay" wit tests/wit/packed z
holds  "through include" 'import my:game/things@1.2.0;'
cp "$work/out" "$work/z.wit"
expect "and print the same again" 0 "$inlay" wit "$work/z.wit" z
cmp -s "$work/out" "$work/z.wit" || { failed=$((failed + 1)); echo "z: printed again, it is another"; }
expect "but stands for a folder, too" 0 "$inlay" check mods/waves/waves.wasm --wit mods/waves/waves.wasm --world root
mkdir -p "$work/text/deps"
echo 'package a:b;' > "$work/text/a.wit"
cp tests/data/version.wat "$work/text/deps/"
expect "WebAssembly as text" 1 "$inlay" wit "$work/text"
holds  "is refused in words" "WIT as WebAssembly text can't be read"

echo "check: $passed passed, $failed failed"
[ "$failed" = 0 ]
