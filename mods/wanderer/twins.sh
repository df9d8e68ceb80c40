#!/bin/sh
# Build the wanderer from JavaScript and from Python, as mods of a folder of
# their own each: build/mods/twins/{javascript,python}/wanderer, with the
# director beside them. They are too large to be kept (12 and 18 MB). Then
# `mods/wanderer/twins.sh compare` plays 600 frames with each, and compares what
# they asked the game with what the C mod asked.
#
# Needs wasm-tools, npm, and pip install componentize-py.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
twins=$root/build/mods/twins
tools=$root/build/mods/tools

# place LANGUAGE FILE: a folder of mods with that wanderer in it.
place()
{
    folder=$twins/$1/wanderer
    mkdir -p "$folder" "$twins/$1/waves"
    cp "$root/mods/waves/mod.json" "$root/mods/waves/waves.wasm" "$twins/$1/waves/"
    sed "s/\"language\": \"C\"/\"language\": \"$1\"/" "$here/mod.json" > "$folder/mod.json"
    [ "$2" = "$folder/wanderer.wasm" ] || mv "$2" "$folder/wanderer.wasm"
    echo "$1: $(stat -c %s "$folder/wanderer.wasm") bytes"
}

npm_tools()
{
    [ -d "$tools/node_modules/$1" ] || npm install --silent --no-fund --no-audit --prefix "$tools" "$@" >&2
}

javascript()
{
    npm_tools @bytecodealliance/preview2-shim @bytecodealliance/componentize-js
    wasm-tools component wit "$root/wit/arena" > "$twins/arena.wit"
    cat > "$tools/javascript.mjs" <<'SCRIPT'
import { readFileSync, writeFileSync } from "node:fs";
import { componentize } from "@bytecodealliance/componentize-js";

const [source, wit, out] = process.argv.slice(2);
const { component } = await componentize(readFileSync(source, "utf8"), {
  witWorld: readFileSync(wit, "utf8"), worldName: "creature",
  disableFeatures: ["random", "stdio", "clocks", "http", "fetch-event"],
});
writeFileSync(out, component);
SCRIPT
    node "$tools/javascript.mjs" "$here/wanderer.js" "$twins/arena.wit" "$twins/javascript.wasm"
    place javascript "$twins/javascript.wasm"
}

python()
{
    wasm-tools component wit "$root/wit/arena" > "$twins/arena.wit"
    mkdir -p "$twins/source"
    cp "$here"/python/*.py "$twins/source/"         # it leaves compiled files beside the source
    componentize-py -d "$twins/arena.wit" -w creature componentize --stub-wasi -p "$twins/source" app -o "$twins/python.wasm"
    place python "$twins/python.wasm"
}

# The C mod in the same company, to compare with.
c()
{
    mkdir -p "$twins/c/wanderer"
    cp "$here/wanderer.wasm" "$twins/c.wasm"
    place c "$twins/c.wasm"
}

compare()
{
    game=$root/build/bin/release/game
    for language in c javascript python; do
        [ -f "$twins/$language/wanderer/wanderer.wasm" ] || continue
        (cd "$root" && "$game" --headless --frames 600 --fuel 40 --mods "$twins/$language" \
            --transcript "$twins/$language.txt" --screenshot "$twins/$language.png" > "$twins/$language.table")
        grep ' wanderer ' "$twins/$language.txt" > "$twins/$language.wanderer.txt" || true
        if cmp -s "$twins/c.wanderer.txt" "$twins/$language.wanderer.txt"; then
            echo "$language: the same $(wc -l < "$twins/$language.wanderer.txt") calls as C"
        else
            echo "$language: differs from C:"
            diff "$twins/c.wanderer.txt" "$twins/$language.wanderer.txt" | head -6
            failed=1
        fi
    done
    return "${failed:-0}"
}

mkdir -p "$twins" "$tools"
if [ $# -eq 0 ]; then
    set -- c javascript python
fi
for step in "$@"; do
    "$step"
done
