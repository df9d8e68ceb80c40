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
    timeout 300 "$game" --frames 600 --headless --screenshot "$out/$name.png" --transcript "$out/$name.txt" \
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
# What becomes of a mod that fails, by the words of a policy file.
policy() {          # NAME WORDS: 300 frames with that policy for the hud, whose trap-at-100 fails; files in NAME.dumps
    name=$1
    printf '{ "slots": { "hud": { %s } } }' "$2" > "$out/$name.policy"
    play "$name" --hostile --frames 300 --policy "$out/$name.policy" --dumps "$out/$name.dumps"
}
story() { cat "$out/$1".dumps/failure-*.txt | grep -q -- "$2"; }
is_state() { line_of "$1" "$2" | grep -q "\"state\": \"$3\""; }

policy pause '"on_failure": "pause"'
check "pause: it stays out"                      is_state pause trap-at-100 trapped
check "pause: and that is said"                  story pause "it does not play until a new version of it comes, or the game tries it again"
policy disable '"on_failure": "disable"'
check "disable: it is off"                       is_state disable trap-at-100 disabled
check "disable: and that is said"                story disable "it is switched off until a new version of it comes"
policy restart '"on_failure": "restart", "strikes": 3'
check "restart: it plays again, twice"           sh -c "grep '\"name\": \"trap-at-100\"' '$out/restart.json' | grep -q '\"reloads\": 2,'"
check "restart: at once, then later"             story restart "it starts again in 60 frames"
check "restart: each failure with a core dump"   test "$(ls "$out/restart.dumps"/*.core | wc -l)" = "$(ls "$out/restart.dumps"/*.txt | wc -l)"
policy strikes '"on_failure": "restart", "strikes": 1'
check "strikes: one is the last"                 story strikes "that was its last strike"
check "strikes: it stays out"                    is_state strikes trap-at-100 trapped

# A good version, and after three seconds a bad one under its name.
mkdir "$out/fall" "$out/fall/scoreboard"
cp mods/scoreboard/mod.json mods/scoreboard/scoreboard.wasm "$out/fall/scoreboard"
(sleep 3; cp mods/trap-at-100/trap-at-100.wasm "$out/fall/new"; mv "$out/fall/new" "$out/fall/scoreboard/scoreboard.wasm") &
mkdir "$out/fallback.dumps"
printf '{ "slots": { "hud": { "on_failure": "fall-back", "strikes": 1 } } }' > "$out/fallback.policy"
play fallback --mods "$out/fall" --pace --policy "$out/fallback.policy" --dumps "$out/fallback.dumps"
wait
check "fall back: the version before plays"      is_state fallback scoreboard running
check "fall back: the story says so"             story fallback "in the next frame the version before it (version 1.0.0, generation 1, which ran for"
check "fall back: and the reason goes on"        sh -c "grep '\"name\": \"scoreboard\"' '$out/fallback.json' | grep -q \"generation 1's version plays again\""
echo "game: $passed passed, $failed failed"
[ "$failed" = 0 ]
