#!/bin/sh
# inlay calibrate, as it is called: what it prints, what it flags, what it refuses;
# and that a game's own figures can be read, with WASI's functions among them.
cd "$(dirname "$0")/../.." || exit 2
. tests/check.sh
refuses() {     # PATTERN TEXT : as a file of prices
    printf '%b' "$2" > "$out/bad"
    ! "$bin/inlay" calibrate "$out/bad" > "$out/words" 2>&1 && grep -q -- "$1" "$out/words"
}

# A unit is worth 2 ns: 100 units are 200 ns.
printf '%s\n' "inlay prices 1" "mods 1000000 2000000" \
    "import 100 100 20000 6400 10000 68 0 game:a/b#right" \
    "import 100 100 78000 0 10000 68 0 game:a/b#nearly-too-cheap" \
    "import 100 100 84000 0 10000 68 0 game:a/b#too-cheap" \
    "import 100 100 4000 0 10000 68 0 game:a/b#too-dear" \
    "import 100 100 400 0 3200 0 0 game:a/b#nothing-declared" \
    "import 10 10 90000 0 1000 68 0 game:a/b#seldom" \
    "import 100 100 84000 0 10000 0 0 wasi:io/streams@0.2.0#flush" > "$out/prices"
cat > "$out/wanted" <<'WORDS'
a unit of fuel took 2.00 ns
function                                         calls    price   ns/call  in units    bytes
game:a/b#right                                     100      100     200.0       100       64
game:a/b#nearly-too-cheap                          100      100     780.0       390        0
game:a/b#too-cheap                                 100      100     840.0       420        0   TOO CHEAP, 4 times: inlay_set_price(host, "game:a/b#too-cheap", 388, …)
game:a/b#too-dear                                  100      100      40.0        20        0   TOO DEAR, 5 times: lower its price
game:a/b#nothing-declared                          100       32       4.0         2        0   cheaper than what any call costs
game:a/b#seldom                                     10      100    9000.0      4500        0   too few calls to say
wasi:io/streams@0.2.0#flush                        100      100     840.0       420        0   TOO CHEAP, 4 times: this is the SDK's; tell its authors
7 functions, 3 flagged, 1 without enough calls
WORDS
"$bin/inlay" calibrate "$out/prices" > "$out/found" 2>&1
check "what is flagged is off by more than 4 times, and what to declare stands beside it"   diff "$out/wanted" "$out/found"
check "it ends with 1 where one is flagged"       ends 1 "$bin/inlay" calibrate "$out/prices"
grep -v "too-\(cheap\|dear\)$\|wasi:" "$out/prices" > "$out/right"
check "and with 0 where none is"                  ends 0 "$bin/inlay" calibrate "$out/right"
check "without a file it says how to call it"     ends 2 "$bin/inlay" calibrate
check "another file is refused"                   refuses 'does not begin with "inlay prices 1"' 'hello\n'
check "so is a run without mods"                  refuses 'its mods did nothing' 'inlay prices 1\nmods 0 0\n'
check "so is a line with a number too large"      refuses 'line 3 is no "import"' 'inlay prices 1\nmods 1 1\nimport 99999999999999999999 1 1 1 1 1 1 a\n'
check "so is a name that steers a terminal"       refuses 'line 3 is no "import"' 'inlay prices 1\nmods 1 1\nimport 1 1 1 1 1 1 1 a\0033[2J\n'
check "so is a file that isn't there"             ends 1 "$bin/inlay" calibrate "$out/nothing"

"$bin/game" --headless --frames 150 --hostile --prices "$out/game" > "$out/table" 2>&1
"$bin/inlay" calibrate "$out/game" > "$out/found"
check "a game's figures are read"                 grep -q "^a unit of fuel took" "$out/found"
check "each function of the game is among them"   grep -q "^arena:game/field#around" "$out/found"
check "what a function gave is counted"           awk '/^arena:game\/field#around / { found = $6 > 0 } END { exit !found }' "$out/found"
check "a function of WASI is among them"          grep -q "^wasi:io/streams@.*write" "$out/found"
echo "calibrate: $passed passed, $failed failed"
[ "$failed" = 0 ]
