#!/bin/sh
# The samples run to their end and say what they should. CONFIG= chooses the build.
cd "$(dirname "$0")/.." || exit 2
bin=build/bin/${CONFIG:-sanitize}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

runs() {        # TITLE PATTERN COMMAND… : ends with 0 and prints the pattern
    title=$1 pattern=$2
    shift 2
    timeout 300 "$@" > "$out/log" 2>&1
    end=$?
    if [ "$end" = 0 ] && grep -q -- "$pattern" "$out/log"; then passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$title: ended with $end, wanted \"$pattern\" in:"; tail -n 15 "$out/log"
    fi
}

runs minimal "hello from a mod" "$bin/minimal"
runs app "Hello" sh -c "echo hello | $bin/app"
runs "game, 60 frames" "wanderer" env HEADLESS=1 FRAMES=60 SCREENSHOT="$out/shot.png" REPORT="$out/report.json" "$bin/game"
runs "game's screenshot" "PNG" head -c 8 "$out/shot.png"
runs "game's report" "wanderer" cat "$out/report.json"
runs "game with hostile mods, 120 frames" "endless-loop" env HEADLESS=1 HOSTILE=1 FRAMES=120 "$bin/game"
for program in suite unit inlay corpus game; do
    runs "$program --help" "" "$bin/$program" --help
done
echo "samples: $passed passed, $failed failed"
[ "$failed" = 0 ]
