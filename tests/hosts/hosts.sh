#!/bin/sh
# What a game takes home works with its own compilers: the amalgam by one cc line,
# the library from C++17, the header alone in C11, C17 and C++17, pedantic.
cd "$(dirname "$0")/../.." || exit 2
library=build/bin/${CONFIG:-release}/libinlay.a
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

try() {         # TITLE COMMAND…
    title=$1
    shift
    if timeout 500 "$@" > "$out/log" 2>&1; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "$title:"; head -n 15 "$out/log"; fi
}

try "dist" sh sdk/dist.sh
mkdir -p "$out/sdk"
cp build/dist/inlay.h "$out/sdk/inlay.h"
cp samples/minimal/main.c "$out/game.c"
cp build/dist/inlay_all.c build/dist/inlay.h "$out"
for cc in cc clang-19; do
    try "$cc game.c inlay_all.c" sh -c "cd $out && $cc -O1 -w -o game_$cc game.c inlay_all.c -lcjson -lxxhash -lpthread"
    try "the amalgam's game, by $cc" sh -c "$out/game_$cc | grep -q 'hello from a mod'"
done
try "C++17 host" c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -I. -o "$out/host" tests/hosts/host.cpp "$library" -lcjson -lxxhash -lpthread
try "C++17 host, run" "$out/host"
echo '#include "sdk/inlay.h"' > "$out/only.c"
cp "$out/only.c" "$out/only.cpp"
for cc in gcc clang-19; do
    for standard in c11 c17; do
        try "the header, $cc $standard" $cc -std=$standard -Wall -Wextra -Wpedantic -Werror -I. -fsyntax-only "$out/only.c"
    done
done
try "the header, C++17" c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -I. -fsyntax-only "$out/only.cpp"
mkdir -p "$out/tracy"
cp tests/tracy/TracyC.h "$out/tracy/TracyC.h"
cp build/dist/inlay_tracy.h "$out/sdk/inlay_tracy.h"
printf '#include "tracy/TracyC.h"\n#include "sdk/inlay.h"\n#include "sdk/inlay_tracy.h"\ninlay_tracy tracy;\n%s\n' \
    'bool start(inlay_host *host); bool start(inlay_host *host) { return inlay_tracy_start(host, &tracy) && inlay_tracy_stop(host); }' > "$out/tracy.c"
cp "$out/tracy.c" "$out/tracy.cpp"
for with in -DTRACY_ENABLE -UTRACY_ENABLE; do
    for cc in "gcc -std=c11" "clang-19 -std=c17"; do
        try "the header for Tracy, $cc $with" $cc $with -Wall -Wextra -Wshadow -Wpedantic -Werror -I"$out" -fsyntax-only "$out/tracy.c"
    done
    try "the header for Tracy, C++17 $with" c++ -std=c++17 $with -Wall -Wextra -Wshadow -Wpedantic -Werror -I"$out" -fsyntax-only "$out/tracy.cpp"
done
echo "hosts: $passed passed, $failed failed"
[ "$failed" = 0 ]
