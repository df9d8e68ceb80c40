#!/bin/sh
# Build tests/bind/rust-echo.wasm and more.wasm from rust/echo and rust/more, and write more.h again.
# Needs cargo with the target wasm32-unknown-unknown, wasm-tools (cargo install wasm-tools); the built tool.
set -eu
cd "$(dirname "$0")/../../.."
work=$PWD/build/mods/bind-rust
flags="--remap-path-prefix=$PWD=."
for crates in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do flags="$flags --remap-path-prefix=$crates=crates"; done
for name in echo more; do
    (cd "tests/bind/rust/$name" && CARGO_TARGET_DIR="$work" RUSTFLAGS="$flags" \
        cargo build --quiet --release --target wasm32-unknown-unknown)
    wasm-tools component new "$work/wasm32-unknown-unknown/release/$name.wasm" -o "$work/$name.wasm"
done
mv "$work/echo.wasm" tests/bind/rust-echo.wasm
mv "$work/more.wasm" tests/bind/more.wasm
"${INLAY:-build/bin/release/inlay}" bind tests/bind/more --world more -o tests/bind/more.h --include sdk/inlay.h
