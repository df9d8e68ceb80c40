#!/bin/sh
# Generated headers: those in the tree are what `inlay bind` writes now; they
# compile cleanly as C and C++; what can't be bound is said, with an exit code.
cd "$(dirname "$0")/../.." || exit 2
inlay=build/bin/release/inlay
work=build/obj/bind
passed=0 failed=0
mkdir -p "$work"
verdict() { if [ "$1" = "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$3: ended with $1, not $2"; cat "$work/said"; fi; }

# header PATH WORLD FILE [OPTION…]: it is current
header()
{
    path=$1 world=$2 file=$3
    shift 3
    "$inlay" bind "$path" --world "$world" -o "$file" --check "$@" > "$work/said" 2>&1
    verdict $? 0 "$file"
}
header tests/bind/wit echo tests/bind/echo.h --include sdk/inlay.h
header tests/bind/more more tests/bind/more.h --include sdk/inlay.h
header tests/bind/records records tests/bind/records.h --include sdk/inlay.h
header tests/bind/nested nested tests/bind/nested.h --include sdk/inlay.h
header samples/app/wit filter samples/app/filter.h --include sdk/inlay.h

# compiles PATH WORLD PREFIX: in both languages, by both compilers, with a macro as windows.h has it
compiles()
{
    "$inlay" bind "$1" --world "$2" --prefix "$3" -o "$work/$3.h" --include sdk/inlay.h > "$work/said" 2>&1
    verdict $? 0 "$2"
    cat -s "$work/$3.h" | cmp -s - "$work/$3.h"
    verdict $? 0 "$2 has no two empty lines"
    printf '#define min(a, b) ((a) < (b) ? (a) : (b))\n#define %s_IMPLEMENTATION\n#include "%s.h"\n' "$(echo "$3" | tr 'a-z' 'A-Z')" "$3" > "$work/$3.c"
    for compiler in "clang-19 -std=c11 -xc" "gcc -std=c11 -xc" "clang-19 -std=c++17 -xc++" "g++ -std=c++17 -xc++"; do
        # shellcheck disable=SC2086
        $compiler -Wall -Wextra -Wpedantic -Wshadow -Werror -I. -I"$work" -c "$work/$3.c" -o "$work/$3.o" > "$work/said" 2>&1
        verdict $? 0 "$2 by $compiler"
    done
}
compiles tests/bind/wit echo echo
compiles tests/bind/more more more
compiles tests/bind/nested nested nested
compiles wit/arena creature creature
compiles wit/arena director director
compiles wit/arena hud hud
compiles tests/bind/other/odd odd odd

# refused WORLD WORDS [NAME]: a world that can't be bound says so; NAME.wit has it, or WORLD.wit
refused()
{
    "$inlay" bind "tests/bind/other/${3:-$1}.wit" --world "$1" > "$work/out" 2> "$work/said"
    verdict $? 1 "$1"
    grep -q "$2" "$work/said"
    verdict $? 0 "$1 says \"$2\""
    grep -q "this WIT can't be bound to C" "$work/said"
    verdict $? 0 "$1 says what it is"
}
refused clash 'would stand for both'
refused streaming 'a stream cannot be bound yet'
refused no-field 'the record `none` has no field: components have no such type' empty
refused no-flag 'the flags `unmarked` has no flag: components have no such type' empty
refused no-member 'a tuple of nothing is no type of a component' empty

# 20,000 interfaces take as long as they are many: 2 s, where looking through all of them for each took 20
{ echo 'package a:b;'; seq 20000 | sed 's/.*/interface face-x& { f: func(); }/'; echo 'world many {'; seq 20000 | sed 's/.*/import face-x&;/'; echo '}'; } > "$work/many.wit"
timeout 12 "$inlay" bind "$work/many.wit" --world many > "$work/out" 2> "$work/said"
verdict $? 0 "20,000 interfaces"

"$inlay" bind tests/bind/wit --world nobody > "$work/out" 2> "$work/said"
verdict $? 1 "a world that isn't there"
"$inlay" bind tests/bind/wit > "$work/out" 2> "$work/said"
verdict $? 2 "no world"
"$inlay" bind --help > "$work/said"
verdict $? 0 "--help"

# twice the same; a change of a comment makes it stale
cp tests/bind/echo.h "$work/old.h"
sed -i 's/A point;/A spot;/' "$work/old.h"
"$inlay" bind tests/bind/wit --world echo -o "$work/old.h" --include sdk/inlay.h --check > "$work/said" 2>&1
verdict $? 1 "a stale header"

echo "headers: $passed passed, $failed failed"
[ "$failed" = 0 ]
