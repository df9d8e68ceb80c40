#!/bin/sh
# One world, many languages: builds the mod of tests/bind/wit's world `echo` in each language whose tools are here, into
# build/mods/languages, and plays it through the generated header and the dynamic API (build/bin/release/bind FILE).
# What a language's tools get wrong themselves stands in LANGUAGE.known, and nothing else may be wrong.
# The results that are large are not kept; C (../echo.wasm) and Rust (../rust-echo.wasm) are, and run in every test.
#
#   build.sh [python] [javascript] [cpp] [zig] [assemblyscript] [go] [quickjs]     none named: all
set -u
cd "$(dirname "$0")/../../.."
here=$PWD/tests/bind/languages wit=$PWD/tests/bind/wit out=$PWD/build/mods/languages tools=$PWD/build/mods/tools
mkdir -p "$out"

# Tools: pip install componentize-py
python()
{
    mkdir -p "$out/python"
    cp "$here"/*.py "$out/python/"          # it leaves compiled files beside the source
    componentize-py -d "$wit" -w echo componentize --stub-wasi -p "$out/python" app -o "$out/python.wasm"
}

# Tools: npm
javascript()
{
    [ -d "$tools/node_modules/@bytecodealliance/componentize-js" ] ||
        npm install --silent --no-fund --no-audit --prefix "$tools" @bytecodealliance/preview2-shim @bytecodealliance/componentize-js || return
    cat > "$tools/echo.mjs" <<'SCRIPT'
import { readFileSync, writeFileSync } from "node:fs";
import { componentize } from "@bytecodealliance/componentize-js";

const [source, wit, out] = process.argv.slice(2);
const { component } = await componentize(readFileSync(source, "utf8"), {
  witWorld: readFileSync(wit, "utf8"), worldName: "echo",
  disableFeatures: ["random", "stdio", "clocks", "http", "fetch-event"],
});
writeFileSync(out, component);
SCRIPT
    cat "$here/echo.js" "$here/javascript.js" > "$out/javascript.js"
    node "$tools/echo.mjs" "$out/javascript.js" "$wit/echo.wit" "$out/javascript.wasm"
}

# mod/echo.c is C++, too. Tools: clang-19, wasi-libc, wit-bindgen, wasm-tools
cpp()
{
    mkdir -p "$out/cpp"
    wit-bindgen c "$wit" --world echo --out-dir "$out/cpp" > /dev/null 2>&1 &&
        "${CLANG:-clang-19}" --target=wasm32-wasi -Os -I "$out/cpp" -c "$out/cpp/echo.c" -o "$out/cpp/gen.o" &&
        "${CLANG:-clang-19}" --target=wasm32-wasi -x c++ -std=c++17 -fno-exceptions -Os -I "$out/cpp" -c tests/bind/mod/echo.c -o "$out/cpp/mod.o" &&
        "${CLANG:-clang-19}" --target=wasm32-wasi -mexec-model=reactor -Wl,--strip-debug "$out/cpp/mod.o" "$out/cpp/gen.o" \
            "$out/cpp/echo_component_type.o" -o "$out/cpp/core.wasm" &&
        wasm-tools component new "$out/cpp/core.wasm" -o "$out/cpp.wasm"
}

# Tools: pip install ziglang (or zig in the PATH), wit-bindgen, wasm-tools
zig()
{
    if env zig version > /dev/null 2>&1; then set -- env zig; else set -- python3 -m ziglang; fi
    mkdir -p "$out/zig"
    wit-bindgen c "$wit" --world echo --out-dir "$out/zig" > /dev/null 2>&1 &&
        cp "$here/echo.zig" "$out/zig/" && cd "$out/zig" &&
        "$@" translate-c echo.h -target wasm32-wasi -lc > echo_h.zig &&
        "$@" build-exe echo.zig echo.c echo_component_type.o -I. -target wasm32-wasi -O ReleaseSmall -lc -mexec-model=reactor -rdynamic -femit-bin=core.wasm &&
        wasm-tools component new core.wasm -o "$out/zig.wasm"
    cd "$here/../../.." || exit 2
}

# The bindings' runtime is a module of Go's proxy: 0.2.1 serves where the one that they name can't be had. Tools: go, wit-bindgen,
# wasm-tools, npm (for the adapter from WASI 0.1)
go()
{
    [ -d "$tools/node_modules/@bytecodealliance/jco" ] || npm install --silent --no-fund --no-audit --prefix "$tools" @bytecodealliance/jco || return
    adapter=$(find "$tools/node_modules/" -name wasi_snapshot_preview1.reactor.wasm | head -n 1)
    rm -rf "$out/go"
    wit-bindgen go "$wit" --world echo --out-dir "$out/go" &&
        mkdir "$out/go/export_wit_world" && cp "$here/ping.go" "$out/go/export_wit_world/" &&
        cp "$here/echoes.go" "$out/go/export_bind_test_echoes/" && cd "$out/go" &&
        { env go mod tidy || { env go mod edit -require=go.bytecodealliance.org/pkg@v0.2.1 && env go mod tidy; }; } &&
        GOOS=wasip1 GOARCH=wasm env go build -buildmode=c-shared -ldflags="-s -w -checklinkname=0" -o core.wasm . &&
        wasm-tools component embed "$wit" --world echo core.wasm -o world.wasm &&
        wasm-tools component new world.wasm --adapt "wasi_snapshot_preview1=$adapter" -o "$out/go.wasm"
    cd "$here/../../.." || exit 2
}

# Without the world's own import `beep`: it has no name there. Tools: npm
quickjs()
{
    [ -d "$tools/node_modules/componentize-qjs" ] || npm install --silent --no-fund --no-audit --prefix "$tools" componentize-qjs || return
    mkdir -p "$out/quickjs"
    sed '/import beep:/d' "$wit/echo.wit" > "$out/quickjs/echo.wit"
    cat "$here/echo.js" "$here/quickjs.js" > "$out/quickjs/echo.js"
    "$tools/node_modules/.bin/componentize-qjs" --wit "$out/quickjs/echo.wit" --js "$out/quickjs/echo.js" --world echo --sync --stub-wasi -o "$out/quickjs.wasm"
}

# Its exports can't be named as the ABI wants them: echo.sed renames them in the text. Tools: npm, wasm-tools
assemblyscript()
{
    [ -d "$tools/node_modules/assemblyscript" ] || npm install --silent --no-fund --no-audit --prefix "$tools" assemblyscript || return
    mkdir -p "$out/assemblyscript"
    node "$tools/node_modules/assemblyscript/bin/asc.js" "$here/echo.ts" --runtime stub --use abort= -Oz --noAssert -o "$out/assemblyscript/core.wasm" &&
        wasm-tools print "$out/assemblyscript/core.wasm" | sed -f "$here/echo.sed" > "$out/assemblyscript/core.wat" &&
        wasm-tools component embed --encoding utf16 "$wit" --world echo "$out/assemblyscript/core.wat" -o "$out/assemblyscript/world.wasm" &&
        wasm-tools component new "$out/assemblyscript/world.wasm" -o "$out/assemblyscript.wasm"
}

failed=0
for language in ${*:-python javascript cpp zig assemblyscript go quickjs}; do
    rm -f "$out/$language.wasm"
    if "$language" > "$out/$language.log" 2>&1 && [ -f "$out/$language.wasm" ]; then
        known=; [ -f "$here/$language.known" ] && known="--known $here/$language.known"
        # shellcheck disable=SC2086
        build/bin/release/bind $known "$out/$language.wasm" > "$out/$language.said" 2>&1 || failed=1
        echo "$language, $(stat -c %s "$out/$language.wasm") bytes: $(tail -n 1 "$out/$language.said" | sed 's/.*: //')"
    else
        echo "$language: not built here ($out/$language.log says why)"
    fi
done
exit $failed
