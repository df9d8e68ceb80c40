#!/bin/sh
# inlay profile, as it is called: formats, comparison, exit codes; and the HTML page
# opened in a real browser, where one can be had. PAGE_SHOT=FILE keeps a picture of it.
cd "$(dirname "$0")/../.." || exit 2
. tests/check.sh
says() {        # PATTERN COMMAND… : whatever it ends with
    pattern=$1
    shift
    "$@" > "$out/words" 2>&1
    grep -q -- "$pattern" "$out/words" || { cat "$out/words"; return 1; }
}

"$bin/made-profile" "$out/a" && "$bin/made-profile" "$out/b" 110 && "$bin/made-profile" "$out/c" 101 || exit 1
inlay="$bin/inlay profile"

# shellcheck disable=SC2086
{
check "the table names the mod, the import and the hitch"    says "frame 1077 took 5.2 ms: flock" $inlay "$out/a"
check "hints are told"    says "flock: 46 % of this mod is 36 calls of entities.find in on-frame, boids.rs:80, each frame" $inlay "$out/a"
check "the spike is told with its call and line"             says "5.0 ms in frame 1077, where 114 us is usual: 1,900 calls of entities.find in flock::boids::neighbours (boids.rs:80)" $inlay "$out/a"
check "a hostile name steers no terminal"                    sh -c "! $inlay $out/a | grep -q \"\$(printf '\\033')\""
for format in inlay chrome perfetto firefox speedscope collapsed csv html text; do
    check "$format is written"                               ends 0 $inlay "$out/a" --to $format -o "$out/a.$format"
    check "$format is the same twice"                        sh -c "$inlay $out/a --to $format | cmp - $out/a.$format"
done
check "a profile converted to itself is itself"              cmp "$out/a" "$out/a.inlay"
check "without times two recordings of one run are equal"    sh -c "$inlay $out/a --no-times --to html | cmp - $out/a.html | grep -q differ"
check "an unknown format is wrong use"                       ends 2 $inlay "$out/a" --to svg
check "no file is wrong use"                                 ends 2 $inlay
check "a missing file is bad"                                ends 1 $inlay "$out/none"
check "another file is told from a profile"                  says "this is no profile of Inlay" $inlay mods/chaser/chaser.wasm
check "a place that can't be written is bad"                 ends 1 $inlay "$out/a" -o "$out/none/a"
check "a profile differs in nothing from itself"             says "no function differs" $inlay --diff "$out/a" "$out/a"
check "and is within any gate"                               ends 0 $inlay --diff "$out/a" "$out/a" --gate 0%
check "10 % more in one function is over a gate of 2 %"      ends 1 $inlay --diff "$out/a" "$out/b" --gate 2%
check "the function is named"                                says "+8.77 %  flock::boids::step  .flock." $inlay --diff "$out/a" "$out/b" --gate 2%
check "and so is the mod"                                    says "over the gate of 2 %: flock costs 3.98 % more" $inlay --diff "$out/a" "$out/b" --gate 2%
check "without a gate it is told and all is well"            ends 0 $inlay --diff "$out/a" "$out/b"
check "1 % of one function is within the gate"               ends 0 $inlay --diff "$out/a" "$out/c" --gate 2%
check "less is within any gate"                              ends 0 $inlay --diff "$out/b" "$out/a" --gate 0%
check "a gate of words is wrong use"                         ends 2 $inlay --diff "$out/a" "$out/b" --gate much
}

# ---- counted ----
dice=tests/data/story/dice.wasm
counted() {     # of all, what is the mod's own; percentages hang on the SDK's prices
    grep 'dice.c:' "$1" | sed 's/^ *[0-9.]* % *//; s/ *[0-9.]* % / /; s/  */ /g'
}
run() { "$bin/inlay" profile run "$dice" --call run 1900 --frames 600 --no-times "$@"; }
run -o "$out/dice" && counted "$out/dice" > "$out/dice.counted"
check "counted: each function's calls and each line's fuel are these"   diff tests/profile/dice.txt "$out/dice.counted"
run --switch -o "$out/dice.switch"
check "the portable interpreter counts the same"             cmp "$out/dice" "$out/dice.switch"
run --to inlay -o "$out/d1"; run --to inlay --switch -o "$out/d2"
check "and its profile is equal to the byte"                 cmp "$out/d1" "$out/d2"
check "its flame graph is counted: a function's own fuel is what the table says"    sh -c "$bin/inlay profile run $dice --call run 1900 --frames 600 --to speedscope | grep -A 12 '\"fuel, all frames\"' | grep -qF '{\"type\":\"O\",\"frame\":5,\"at\":133140}'"
run --to collapsed -o "$out/dice.collapsed"
check "collapsed, the line is below its function"            grep -qx 'dice;throw_dice;dice.c:18 70556' "$out/dice.collapsed"
check "and all lines add up to what was spent"               sh -c "test \$(awk '{ s += \$NF } END { print s }' $out/dice.collapsed) = \$($bin/inlay profile run $dice --call run 1900 --frames 600 --to csv | awk -F, 'NR > 1 { s += \$7 } END { print s }')"
check "in a single frame, too: the start isn't told"            sh -c "test \$($bin/inlay profile run $dice --call run 1900 --to collapsed | awk '{ s += \$NF } END { print s }') = \$($bin/inlay profile run $dice --call run 1900 --to csv | awk -F, 'NR > 1 { s += \$7 } END { print s }')"
echo_of() { "$bin/inlay" profile run tests/bind/echo.wasm --call "bind:test/echoes#$1" "$2" -o "$out/echo.text"; }
check "a u64 may be as large as it gets"                     ends 0 echo_of a-u64 18446744073709551615
check "and no larger"                                        says '"18446744073709551616" is no u64 for parameter v' echo_of a-u64 18446744073709551616
check "an s64 may be as small as it gets"                    ends 0 echo_of an-s64 -9223372036854775808
check "and no larger than it gets"                           says '"9223372036854775808" is no s64 for parameter v' echo_of an-s64 9223372036854775808
check "a u8 isn't 256"                                       says '"256" is no u8 for parameter v' echo_of a-u8 256
check "a mod with maps and lists of a fixed length plays, too"  ends 0 "$bin/inlay" profile run tests/bind/more.wasm --call "bind:more/echoes#in-maps" -o "$out/more.text"
check "what can't run is told by name"                       says "async function, which is not supported" ends 1 "$bin/inlay" profile run tests/data/component/async.wasm --call run
check "a function that isn't there is told, with those that are"  says "but:" ends 1 "$bin/inlay" profile run "$dice" --call nothing
check "an argument that is none is told"                     ends 1 "$bin/inlay" profile run "$dice" --call run many
check "a call that has no end is ended, and where it stood is told"  says "#0 exports_arena_game_widget_draw" ends 1 "$bin/inlay" profile run mods/endless-loop/endless-loop.wasm --call "arena:game/widget#draw" --fuel 1000000 -o "$out/endless"
check "with what was counted"                               grep -q "exports_arena_game_widget_draw" "$out/endless"
check "no function is wrong use"                             ends 2 "$bin/inlay" profile run "$dice"

# ---- the game with a mod that spikes in one frame of 600 ----
mkdir "$out/mods"
cp -r mods/wanderer mods/chaser mods/scoreboard mods/minimap mods/shooter mods/waves mods/spiker "$out/mods"
sed -i 's/"enabled": false/"enabled": true/' "$out/mods/spiker/mod.json"
HEADLESS=1 FRAMES=700 LOG=1 "$bin/game" --mods "$out/mods" --profile "$out/game" > "$out/played" 2>&1
check "the event names the mod and the frame"                grep -q 'spiker: it made frame 600 a hitch' "$out/played"
check "the call and its line"                                grep -q '15000 calls of arena:game/random@0.1.0#below from exports_arena_game_widget_draw (spiker.c:21)' "$out/played"
check "and there is no other hitch by fuel"                  sh -c "test \$(grep -c 'a hitch: [0-9]* units' $out/played) = 1"
# shellcheck disable=SC2086
check "the capture says where"                               says "spiker.c:21" $inlay "$out/game.hitch1" --to html

# ---- the page in a browser ----
find_browser() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" > /dev/null && { browser=$name; return; }
    done
    [ -n "$CI" ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null || return 1
    { apt-get install -y -q --no-install-recommends chromium || { apt-get update -q && apt-get install -y -q --no-install-recommends chromium; }; } > "$out/install" 2>&1
    command -v chromium > /dev/null && browser=chromium
}
browse() { timeout 120 "$browser" --headless=new --no-sandbox --disable-gpu --user-data-dir="$out/browser" --window-size=1280,1180 "$@" "file://$out/a.html" 2> /dev/null; }

# speedscope, as npm has it, is given the file as its own command does.
open_in_speedscope() {
    viewers=build/obj/viewers
    mkdir -p "$viewers"
    if [ ! -d "$viewers/node_modules/speedscope" ] && ! { command -v npm > /dev/null && timeout 120 npm install --silent --no-audit --prefix "$viewers" speedscope > "$out/npm" 2>&1; }; then
        echo "profile: SKIPPED: speedscope can't be had from npm here"
        return
    fi
    page=$PWD/$viewers/node_modules/speedscope/dist/release/index.html
    printf 'speedscope.loadFileFromBase64("a.speedscope.json", "%s")' "$(base64 -w 0 "$out/a.speedscope")" > "$out/load.js"
    timeout 120 "$browser" --headless=new --no-sandbox --disable-gpu --enable-unsafe-swiftshader --allow-file-access-from-files --user-data-dir="$out/browser" \
        --virtual-time-budget=8000 --dump-dom "file://$page#localProfilePath=$out/load.js" > "$out/dom" 2> /dev/null
    check "speedscope shows the first of its three profiles" grep -q 'fuel, all frames' "$out/dom"
    check "and complains of nothing"                         sh -c "grep -q '1/3' $out/dom && ! grep -qi 'something went wrong' $out/dom"
}

if find_browser; then
    browse --dump-dom > "$out/dom"
    check "the page ran in $browser"                         grep -q 'data-ready="120 frames, 3 mods, 3 trees, [1-9][0-9]* boxes"' "$out/dom"
    check "a hostile name is text in it"                     grep -q 'alert(1)&gt;' "$out/dom"
    check "and no element of it"                             sh -c "! grep -q '<img' $out/dom"
    check "it tells its hints"                               grep -q 'entities.find in on-frame' "$out/dom"
    browse --screenshot="$out/page.png" > /dev/null
    check "it can be seen"                                   test "$(wc -c < "$out/page.png" 2> /dev/null || echo 0)" -gt 20000
    [ -n "$PAGE_SHOT" ] && cp "$out/page.png" "$PAGE_SHOT"
    open_in_speedscope
else
    echo "profile: SKIPPED: the page was not opened: no chromium here, and none could be installed"
fi
echo "profile: $passed passed, $failed failed"
[ "$failed" = 0 ]
