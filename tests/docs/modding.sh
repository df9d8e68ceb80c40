#!/bin/sh
# docs/MODDING.md, run as it stands there: its mods in C and in Rust are built with
# its commands, checked, and played for 120 frames. What needs a toolchain that
# isn't here is skipped, with the reason.
cd "$(dirname "$0")/../.." || exit 2
GAME=$PWD passed=0 failed=0 skipped=0
export GAME
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
bin=$GAME/build/bin/${CONFIG:-release}

block() {           # WORDS-AFTER-THE-FENCE: that block of the page
    awk -v fence="\`\`\`$1" '$0 == fence { inside = 1; next } /^```/ { inside = 0 } inside' docs/MODDING.md
}

lacks() {           # TOOL…: the first that is missing
    for tool in "$@"; do
        command -v "$tool" > /dev/null 2>&1 || { echo "$tool"; return; }
    done
}

step() {            # TITLE FOLDER COMMANDS
    if (cd "$2" && sh -e -c "$3") > "$out/log" 2>&1; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "docs/MODDING.md, $1:"; tail -n 15 "$out/log"; fi
}

played() {          # NAME: the mod ran to the end
    if grep -q "^$1 .* running" "$out/table"; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "docs/MODDING.md: $1 did not run:"; cat "$out/table"; fi
}

mkdir -p "$out/mods/hello" "$out/mods/drifter/src"
cp -r mods/waves "$out/mods/waves"
missing=$(lacks wit-bindgen wasm-tools clang-19)
if [ -n "$missing" ]; then
    skipped=$((skipped + 1)); echo "docs/MODDING.md: the C mod is skipped: there is no $missing"
    rm -r "$out/mods/hello"
else
    block "c hello.c" > "$out/mods/hello/hello.c"
    block "json hello/mod.json" > "$out/mods/hello/mod.json"
    step "building the C mod" "$out/mods/hello" "$(block 'sh c')"
    [ -x "$bin/inlay" ] && step "checking the C mod" "$out/mods/hello" "$(block 'sh check' | sed "s|\$GAME/build/bin/release|$bin|")"
    rm -f "$out/mods/hello/core.wasm"
fi

missing=$(lacks cargo rustc)
[ -n "$missing" ] || rustc --print target-libdir --target wasm32-wasip2 2> /dev/null | xargs ls > /dev/null 2>&1 || missing="target wasm32-wasip2"
if [ -n "$missing" ]; then
    skipped=$((skipped + 1)); echo "docs/MODDING.md: the Rust mod is skipped: there is no $missing"
    rm -r "$out/mods/drifter"
else
    block "toml drifter/Cargo.toml" > "$out/mods/drifter/Cargo.toml"
    block "rust drifter/src/lib.rs" | sed "s|path: \"../../wit/arena\"|path: \"$GAME/wit/arena\"|" > "$out/mods/drifter/src/lib.rs"
    block "json drifter/mod.json" > "$out/mods/drifter/mod.json"
    step "building the Rust mod" "$out/mods/drifter" "$(block 'sh rust')"
    rm -rf "$out/mods/drifter/target"
fi

if [ -x "$bin/game" ] && [ "$skipped" -lt 2 ]; then
    "$bin/game" --headless --frames 120 --mods "$out/mods" --screenshot "$out/shot.png" > "$out/table" 2>&1
    [ -d "$out/mods/hello" ] && played hello
    [ -d "$out/mods/drifter" ] && played drifter
fi
echo "modding: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
