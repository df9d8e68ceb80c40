#!/bin/sh
# Every C snippet of the docs compiles; every WIT snippet that names a file is that file.
# A fragment becomes a function after tests/docs/prelude.h, a block that starts with
# "static" or "#include" stands at file scope.
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0 out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
CC=${CC:-cc}

extract() {        # FILE FENCE: each block into $out/N.FENCE
    awk -v out="$out" -v fence="$2" '
        $0 == "```" fence { inside = 1; n++; next }
        /^```/            { inside = 0; next }
        inside            { print > (out "/" n "." fence) }' "$1"
}

for doc in README.md docs/*.md; do
    rm -f "$out"/*
    extract "$doc" c
    for block in "$out"/*.c; do
        [ -f "$block" ] || continue
        n=$(basename "$block" .c)
        {
            echo '#include "tests/docs/prelude.h"'
            if head -n 1 "$block" | grep -qE '^(static|#include|/\*|int main|typedef|struct)'; then cat "$block"
            else echo "void fragment(void);"; echo "void fragment(void)"; echo "{"; cat "$block"; echo "}"; fi
        } > "$out/whole.c"
        if $CC -std=c17 -Wall -Wextra -Wno-unused -Wno-unused-parameter -I. -Itests -fsyntax-only "$out/whole.c" > "$out/log" 2>&1; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1)); echo "$doc, C snippet $n:"; head -n 12 "$out/log"
        fi
    done
done

# The world that EMBEDDING.md shows is the sample's own.
extract docs/EMBEDDING.md wit
if cmp -s "$out/1.wit" samples/minimal/wit/hello.wit; then passed=$((passed + 1))
else failed=$((failed + 1)); echo "docs/EMBEDDING.md: the WIT is not samples/minimal/wit/hello.wit"; fi

echo "docs: $passed passed, $failed failed"
[ "$failed" = 0 ]
