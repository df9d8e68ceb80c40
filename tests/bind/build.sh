#!/bin/sh
# Build tests/bind/echo.wasm from mod/echo.c, and write the header again.
# Needs wit-bindgen and wasm-tools (cargo install wit-bindgen-cli wasm-tools), clang-19 and wasi-libc; the built tool.
set -eu
cd "$(dirname "$0")/../.."
work=build/mods/bind-echo
mkdir -p "$work"
wit-bindgen c tests/bind/wit --world echo --out-dir "$work" > /dev/null 2>&1
"${CLANG:-clang-19}" --target=wasm32-wasi -std=c17 -Os -Wall -Wextra -Wno-unused-parameter -mexec-model=reactor -Wl,--strip-debug \
    -I "$work" tests/bind/mod/echo.c "$work/echo.c" "$work/echo_component_type.o" -o "$work/core.wasm"
wasm-tools component new "$work/core.wasm" -o "$work/echo.wasm"
mv "$work/echo.wasm" tests/bind/echo.wasm
"${INLAY:-build/bin/release/inlay}" bind tests/bind/wit --world echo -o tests/bind/echo.h --include sdk/inlay.h
