#!/bin/sh
# The inlay command as it is called: every subcommand's help, wrong words, files that
# aren't there, and an output that can't be written.
cd "$(dirname "$0")/../.." || exit 2
. tests/check.sh
inlay=$bin/inlay
says() {        # CODE PATTERN COMMAND… : it ends with that, and says so on stderr
    code=$1 pattern=$2
    shift 2
    "$@" > "$out/words" 2> "$out/why"
    [ $? = "$code" ] && grep -q -- "$pattern" "$out/why"
}
full() {        # COMMAND… : a full disk is told
    "$@" > /dev/full 2> "$out/why"
    [ $? = 1 ] && grep -q "can't be written" "$out/why"
}

check "no word at all is wrong use"                      says 2 "inlay COMMAND" "$inlay"
check "so is a command that there is none of"            says 2 'there is no command "chek"' "$inlay" chek
for command in bind calibrate check core info profile "profile run" wit; do
    # shellcheck disable=SC2086
    check "$command --help ends with 0"                  ends 0 "$inlay" $command --help
    # shellcheck disable=SC2086
    check "$command by itself is wrong use"              says 2 "inlay $command --help tells what it takes" "$inlay" $command
    # shellcheck disable=SC2086
    check "$command has no option --wrong"               says 2 "." "$inlay" $command --wrong
done
check "help is told behind other words, too"             ends 0 "$inlay" check a.wasm --help
check "a format that there is none of is told"           says 2 "what is --to nothing" "$inlay" profile a.inlay --to nothing
for command in calibrate info profile wit; do
    check "$command of no file says so"                  says 1 "there is no such file" "$inlay" $command "$out/nothing"
done
json() {        # CODE PATTERN COMMAND… : so it ends, and its JSON says that
    code=$1 pattern=$2
    shift 2
    "$@" > "$out/words" 2> "$out/why"
    [ $? = "$code" ] && grep -q -- "$pattern" "$out/words" && [ ! -s "$out/why" ]
}
check "a broken file's error has its code in JSON"       json 1 '"code":.*"TRUNCATED"' "$inlay" check mods/truncated/truncated.wasm --wit wit/arena --world creature --json
check "and its place"                                    json 1 '"offset":.*946' "$inlay" check mods/truncated/truncated.wasm --wit wit/arena --world creature --json
check "so has a world that isn't there"                  json 2 '"code":.*"NAME"' "$inlay" check mods/chaser/chaser.wasm --wit wit/arena --world creatur --json
aside() {       # COMMAND… : what -o - says is what no -o says, and no file of that name is there
    (root=$PWD && cd "$out" && "$root/$inlay" "$@" > without && "$root/$inlay" "$@" -o - > with) && cmp -s "$out/with" "$out/without" && [ -s "$out/with" ] && [ ! -e "$out/-" ]
}
check "-o - is stdout for a header"                      aside bind "$PWD/wit/arena" --world creature
check "-o - is stdout for a profile"                     aside profile run "$PWD/mods/chaser/chaser.wasm" --call save --no-times
check "a header to be checked that isn't there is told"  says 1 "there is no such file" "$inlay" bind wit/arena --world creature -o "$out/none.h" --check
check "with what to do"                                  grep -q "without --check" "$out/why"
check "a core module's function has so many arguments"   says 2 "one argument too many" "$inlay" core a.wasm --invoke f $(seq 300)
check "a component is no core module"                    says 1 "inlay profile run mods/chaser/chaser.wasm --call NAME" "$inlay" core mods/chaser/chaser.wasm --invoke save
check "and is not called damaged"                        ends 1 grep -q "damaged" "$out/why"

if [ -c /dev/full ]; then
    check "help to a full disk is told"                  full "$inlay" --help
    check "so is WIT"                                    full "$inlay" wit wit/arena creature
    check "so is a reference"                            full "$inlay" wit wit/arena creature --markdown
    check "so is what a component is made of"            full "$inlay" info mods/chaser/chaser.wasm
    check "so is that it fits"                           full "$inlay" check mods/chaser/chaser.wasm --wit wit/arena --world creature
    check "so is a header"                               full "$inlay" bind wit/arena --world creature
    check "so are a mod's figures"                       full "$inlay" profile run mods/trap-at-100/trap-at-100.wasm --call arena:game/widget#arrange
fi
echo "words: $passed passed, $failed failed"
[ "$failed" = 0 ]
