#!/bin/sh
# Build mods from their sources: `mods/build.sh` builds all, `mods/build.sh NAME…`
# some. Works under build/mods and moves the finished component to
# mods/NAME/NAME.wasm, so that a game that runs never sees half a file.
#
# Needs wit-bindgen and wasm-tools (cargo install wit-bindgen-cli wasm-tools) and,
# by language: C: clang-19, wasi-libc, libclang-rt-19-dev-wasm32, and npm for the
# preview1 adapter; Rust: rustup target add wasm32-wasip2; Zig: pip install ziglang.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/build/mods
wit=$root/wit/arena
clang=${CLANG:-clang-19}
zig=${ZIG:-python3 -m ziglang}

# The adapter that turns wasi-libc's imports into WASI 0.2's.
adapter()
{
    if [ ! -f "$work/tools/adapter.wasm" ]; then
        mkdir -p "$work/tools"
        npm install --silent --no-fund --no-audit --prefix "$work/tools" @bytecodealliance/jco >&2
        cp "$work/tools/node_modules/@bytecodealliance/jco/lib/wasi_snapshot_preview1.reactor.wasm" "$work/tools/adapter.wasm"
    fi
    echo "$work/tools/adapter.wasm"
}

# finish NAME FILE: check it, and put it where the game looks.
finish()
{
    wasm-tools validate "$2"
    mv "$2" "$root/mods/$1/$1.wasm.new"
    mv "$root/mods/$1/$1.wasm.new" "$root/mods/$1/$1.wasm"
    echo "mods/$1/$1.wasm: $(stat -c %s "$root/mods/$1/$1.wasm") bytes"
}

# c NAME WORLD [WIT]
c()
{
    gen=$work/$1/gen
    mkdir -p "$gen"
    wit-bindgen c "${3:-$wit}" --world "$2" --out-dir "$gen" >/dev/null 2>&1
    file=$(echo "$2" | tr - _)
    (cd "$root/mods/$1" && "$clang" --target=wasm32-wasi -std=c17 -Os -Wall -Wextra -mexec-model=reactor -Wl,--strip-debug \
        -I "$gen" "$1.c" "$gen/$file.c" "$gen/${file}_component_type.o" -o "$work/$1/core.wasm")
    wasm-tools component new "$work/$1/core.wasm" --adapt "wasi_snapshot_preview1=$(adapter)" -o "$work/$1/$1.wasm"
    finish "$1" "$work/$1/$1.wasm"
}

# debug NAME WORLD: C with its debug information, small enough to be kept, and without paths
# of the machine; it asks nothing of WASI.
debug()
{
    gen=$work/$1/gen
    mkdir -p "$gen"
    wit-bindgen c "$wit" --world "$2" --out-dir "$gen" >/dev/null 2>&1
    (cd "$root/mods/$1" && "$clang" --target=wasm32-wasi -std=c17 -O1 -g -Wall -Wextra -mexec-model=reactor \
        -ffile-prefix-map="$gen=gen" -ffile-prefix-map="$root=." -fdebug-compilation-dir=. \
        -I "$gen" "$1.c" "$gen/$2.c" "$gen/$2_component_type.o" -o "$work/$1/core.wasm")
    wasm-tools component new "$work/$1/core.wasm" -o "$work/$1/$1.wasm"
    finish "$1" "$work/$1/$1.wasm"
}

# truncated: the first half of a good mod, as if its copying had stopped
truncated()
{
    head -c "$(($(stat -c %s "$root/mods/wanderer/wanderer.wasm") / 2))" "$root/mods/wanderer/wanderer.wasm" > "$work/$1/$1.wasm"
    mv "$work/$1/$1.wasm" "$root/mods/$1/$1.wasm"
    echo "mods/$1/$1.wasm: $(stat -c %s "$root/mods/$1/$1.wasm") bytes, cut off"
}

# rust NAME
rust()
{
    flags="--remap-path-prefix=$root=. --remap-path-prefix=$(rustc --print sysroot)=rust"
    for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
        flags="$flags --remap-path-prefix=$crates=crates"
    done
    RUSTFLAGS=$flags \
        cargo build --quiet --release --target wasm32-wasip2 --manifest-path "$root/mods/$1/Cargo.toml" --target-dir "$work/rust"
    wasm-tools strip "$work/rust/wasm32-wasip2/release/$1.wasm" -o "$work/rust/$1.wasm"
    finish "$1" "$work/rust/$1.wasm"
}

# zig NAME WORLD
zig()
{
    gen=$work/$1/gen
    mkdir -p "$gen"
    wit-bindgen c "$wit" --world "$2" --out-dir "$gen" >/dev/null
    (cd "$root/mods/$1"
        $zig translate-c -target wasm32-wasi -lc "$gen/$2.h" > "$gen/$2.zig"
        cp "$1.zig" "$gen/$1.zig"
        cd "$gen"
        $zig build-exe "$1.zig" "$2.c" "$2_component_type.o" -target wasm32-wasi -O ReleaseSmall -lc \
            -mexec-model=reactor -rdynamic -fstrip --stack 65536 -femit-bin="$work/$1/core.wasm")
    wasm-tools component new "$work/$1/core.wasm" --adapt "wasi_snapshot_preview1=$(adapter)" -o "$work/$1/$1.wasm"
    finish "$1" "$work/$1/$1.wasm"
}

build()
{
    case $1 in
        wanderer|chaser) c "$1" creature ;;
        scoreboard)      c "$1" hud ;;
        minimap)         zig "$1" hud ;;
        shooter|waves)   rust "$1" ;;
        endless-loop|memory-hog|trap-at-100) c "$1" hud ;;
        endless-recursion) c "$1" creature ;;
        spiker)          debug "$1" hud ;;
        wrong-world)     c "$1" creature "$root/mods/wrong-world/wit" ;;
        truncated)       truncated "$1" ;;
        *)               echo "no mod of that name: $1" >&2; exit 2 ;;
    esac
}

if [ $# -eq 0 ]; then
    set -- wanderer chaser scoreboard minimap shooter waves \
        endless-loop endless-recursion memory-hog wrong-world truncated trap-at-100 spiker
fi
for name in "$@"; do
    mkdir -p "$work/$name"
    build "$name"
done
