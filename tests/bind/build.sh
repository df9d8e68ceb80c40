#!/bin/sh
# Build tests/bind/echo.wasm, records.wasm and nested.wasm from mod/*.c, and write their headers again.
# Needs wit-bindgen and wasm-tools (cargo install wit-bindgen-cli wasm-tools), clang-19 and wasi-libc; the built tool.
set -eu
cd "$(dirname "$0")/../.."

build() {       # WORLD WIT
    work=build/mods/bind-$1
    mkdir -p "$work"
    wit-bindgen c "$2" --world "$1" --out-dir "$work" > /dev/null 2>&1
    "${CLANG:-clang-19}" --target=wasm32-wasi -std=c17 -Os -Wall -Wextra -Wno-unused-parameter -mexec-model=reactor -Wl,--strip-debug \
        -I "$work" "tests/bind/mod/$1.c" "$work/$1.c" "$work/$1_component_type.o" -o "$work/core.wasm"
    wasm-tools component new "$work/core.wasm" -o "$work/$1.wasm"
    mv "$work/$1.wasm" "tests/bind/$1.wasm"
    "${INLAY:-build/bin/release/inlay}" bind "$2" --world "$1" -o "tests/bind/$1.h" --include sdk/inlay.h
}
build echo tests/bind/wit
build records tests/bind/records
build nested tests/bind/nested
