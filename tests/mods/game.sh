#!/bin/sh
# The sample game with all hostile mods at once: each ends as it must, the others
# don't notice. And the same game is the same whichever interpreter runs it.
# CONFIG= chooses the build.
cd "$(dirname "$0")/../.." || exit 2
game=build/bin/${CONFIG:-release}/game
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

play() {            # NAME OPTION…: 600 frames; NAME.txt, NAME.json, NAME.table
    name=$1
    shift
    timeout 300 "$game" --headless --frames 600 --screenshot "$out/$name.png" --transcript "$out/$name.txt" \
        --report "$out/$name.json" "$@" > "$out/$name.table" 2>&1 || { failed=$((failed + 1)); echo "$name ended badly:"; tail -n 5 "$out/$name.table"; }
}

check() {           # TITLE COMMAND…
    title=$1
    shift
    if "$@"; then passed=$((passed + 1))
    else failed=$((failed + 1)); echo "not so: $title"; fi
}

line_of() { grep "\"name\": \"$2\"" "$out/$1.json"; }

ends() {            # MOD STATE PATTERN: in the report, and why
    line_of hostile "$1" | grep "\"state\": \"$2\"" | grep -q -- "$3"
}

at_least() {        # MOD FIGURE LEAST
    line_of hostile "$1" | sed "s/.*\"$2\": \([0-9]*\).*/\1/" | awk -v least="$3" '{ found = $1 >= least } END { exit !found }'
}

fuel() {            # NAME: each mod's fuel but the loop's, over the whole game
    sed -n 's/.*"name": "\([^"]*\)".*"fuel": \([0-9]*\),.*/\1 \2/p' "$out/$1.json" | grep -v '^endless-loop ' | sort
}

play hostile --hostile
check "the loop is suspended at the end"         ends endless-loop suspended ""
check "the loop is suspended in 590 of 600"      at_least endless-loop suspended_frames 590
check "the recursion ends with its stack"        ends endless-recursion trapped "call stack exhausted"
check "the hog ends at its memory"               ends memory-hog trapped "there is no more memory"
check "the wrong world is refused with reasons"  ends wrong-world refused "differences"
check "half a file is refused at its end"        ends truncated refused "ends too early"
check "the trap names its function"              ends trap-at-100 trapped "look_up"
check "the trap comes in frame 100"              at_least trap-at-100 frames 99
for mod in chaser wanderer shooter waves minimap scoreboard; do
    check "$mod plays on" ends "$mod" running ""
done

# Alone, and beside a mod that never comes back: the same calls and the same fuel.
mkdir "$out/alone" "$out/beside"
for mod in chaser wanderer shooter waves minimap scoreboard; do
    mkdir "$out/alone/$mod"
    cp "mods/$mod/mod.json" "mods/$mod/$mod.wasm" "$out/alone/$mod"
done
cp -r "$out/alone/." "$out/beside"
cp -r mods/endless-loop "$out/beside/endless-loop"
sed 's/"enabled": false/"enabled": true/' mods/endless-loop/mod.json > "$out/beside/endless-loop/mod.json"
play alone --mods "$out/alone"
play beside --mods "$out/beside"
play switched --mods "$out/alone" --switch
fuel alone > "$out/alone.fuel"
fuel beside > "$out/beside.fuel"
fuel switched > "$out/switched.fuel"
check "the transcript says something"            test "$(wc -l < "$out/alone.txt")" -gt 1000
check "beside a loop: the same calls"            cmp "$out/alone.txt" "$out/beside.txt"
check "beside a loop: the same fuel"             cmp "$out/alone.fuel" "$out/beside.fuel"
check "the switch interpreter: the same calls"   cmp "$out/alone.txt" "$out/switched.txt"
check "the switch interpreter: the same fuel"    cmp "$out/alone.fuel" "$out/switched.fuel"

check "the fuel says something"                  test "$(wc -l < "$out/alone.fuel")" = 6
echo "game: $passed passed, $failed failed"
[ "$failed" = 0 ]
