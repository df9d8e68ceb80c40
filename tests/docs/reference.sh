#!/bin/sh
# docs/LIMITS.md and docs/ERRORS.md are made from the headers that hold the facts.
# reference.sh --write makes them; without it they must be as they would be made.
cd "$(dirname "$0")/../.." || exit 2

limits() {
    cat << 'END'
# Limits

What a file, a text or a guest says is checked against these before anything is done for it. Made from `engine/base/limits.h`
by `sh tests/docs/reference.sh --write`.
END
    awk '
        function table(text) { sub(/ *\*\/$/, "", text); printf "\n%s\n\n| limit | value | |\n|---|---|---|\n", text }
        inside            { line = $0; sub(/^ *\*? */, "", line); text = text " " line }
        inside && /\*\//  { inside = 0; table(text) }
        inside            { next }
        /^    \/\*/       { text = $0; sub(/^ *\/\* */, "", text); inside = !/\*\//; if (!inside) table(text); next }
        /^    LIMIT_/     { line = $0; why = ""
                            if (match(line, /\/\*.*\*\//)) { why = substr(line, RSTART + 3, RLENGTH - 6); line = substr(line, 1, RSTART - 1) }
                            sub(/^[^=]*= */, "", line); sub(/[ ,]*$/, "", line)
                            printf "| `%s` | %s | %s |\n", $1, line, why }' engine/base/limits.h
}

errors() {
    cat << 'END'
# Errors

Why a file, a text or a request is refused: what the first line of its story says, and the hint where the place of the error
has none of its own. A running mod's fault is a trap, not an error. Made from `engine/base/error.h` by
`sh tests/docs/reference.sh --write`.

| code | it says | hint |
|---|---|---|
END
    sed -n 's/^ *ERROR_CODE(\([A-Z_]*\), *"\(.*\)", *"\(.*\)") *\\*$/| `\1` | \2 | \3 |/p' engine/base/error.h | grep -v '^| `NONE`'
}

if [ "$1" = --write ]; then
    limits > docs/LIMITS.md
    errors > docs/ERRORS.md
    exit
fi
passed=0 failed=0
check() {       # WHAT
    if $1 | diff - "docs/$2.md"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "reference: docs/$2.md is not as the header has it"; fi
}
check limits LIMITS
check errors ERRORS
echo "reference: $passed passed, $failed failed"
[ "$failed" = 0 ]
