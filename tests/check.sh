# Sourced by what asks commands: $bin, a folder $out until the end, and sentences counted in passed and failed.
bin=build/bin/${CONFIG:-release}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

check() {       # SENTENCE COMMAND…
    sentence=$1
    shift
    if "$@" > "$out/said" 2>&1; then passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not so: $sentence"; head -n 12 "$out/said"
    fi
}
ends() {        # CODE COMMAND… : it ends with that
    code=$1
    shift
    "$@"
    [ $? = "$code" ]
}
