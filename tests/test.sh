#!/bin/sh
# All tests, a line for each group; ends with one line: N passed, N failed.
# test.sh [GROUP…] runs some. What failed is told below its group's line.
cd "$(dirname "$0")/.." || exit 2
jobs=$(nproc 2> /dev/null || echo 2)
all_passed=0 all_failed=0
wanted=" $* "

# What is run of a configuration; of release and portable all is built, so that both compilers see all.
targets() {     # CONFIG
    case $1 in
    sanitize) echo app corpus fault game golden inlay-tool minimal suite unit bind $(sed -n 's/^program("\(fuzz-[a-z]*\)".*/\1/p' premake5.lua) ;;
    oracle)   echo fuzz-diff golden suite ;;
    thread)   echo saves unit ;;
    esac
}

built=" "
build() {       # CONFIG: once; the rest goes on without what does not build
    case $built in *" $1 "*) return ;; esac
    built="$built$1 "
    log=build/obj/$1.log
    mkdir -p build/obj
    start=$(date +%s)
    # shellcheck disable=SC2046
    if make --no-print-directory -s -k -C build -j"$jobs" config="$1" $(targets "$1") > "$log" 2>&1; then
        all_passed=$((all_passed + 1))
        printf '  %-34s %s s\n' "build $1" $(($(date +%s) - start))
    else
        all_failed=$((all_failed + 1))
        printf '  %-34s FAILED (%s)\n' "build $1" "$log"
        grep -E 'error|undefined reference|\*\*\*' "$log" | head -n 12 | sed 's/^/      /'
    fi
}

# Every line "…: N passed, N failed" of the output counts; a command that ends
# badly without one counts as one failure.
group() {       # GROUP CONFIG TITLE COMMAND…
    case $wanted in "  ") ;; *" $1 "*) ;; *) return ;; esac
    case $1 in spec | oracle | wit) [ -n "$SUITES" ] || return ;; esac
    [ "$2" = - ] || build "$2"
    title=$3
    shift 3
    out=build/obj/group.log
    start=$(date +%s)
    timeout 1500 "$@" > "$out" 2>&1
    end=$?
    sums=$(awk '
        /^[a-zA-Z0-9_ -]+: [0-9]+ passed, [0-9]+ failed/ {
            line = $0; sub(/^[^:]*: /, "", line); split(line, n, /[^0-9]+/); passed += n[1]; failed += n[2]; seen = 1
        }
        END { print passed + 0, failed + 0, seen + 0 }' "$out")
    # shellcheck disable=SC2086
    set -- $sums
    passed=$1 failed=$2
    [ "$3" = 0 ] && [ "$end" = 0 ] && passed=1
    [ "$end" != 0 ] && [ "$failed" = 0 ] && failed=1
    all_passed=$((all_passed + passed)) all_failed=$((all_failed + failed))
    printf '  %-34s %s passed, %s failed  (%s s)\n' "$title" "$passed" "$failed" $(($(date +%s) - start))
    grep -E 'suspensions|[0-9] points|^  an i32.add' "$out" | sed 's/^/      /'
    [ "$end" = 0 ] && [ "$failed" = 0 ] && return
    echo "      ended with $end:"
    tail -n 25 "$out" | cut -c 1-240 | sed 's/^/      /'
}

. tests/spec/suites.sh

group gates    release  "gates"                             sh tests/gates/all.sh
group unit     sanitize "unit tests, ASan + UBSan"          build/bin/sanitize/unit
group unit     portable "unit tests, gcc"                   build/bin/portable/unit
group canon    -        "traps of the canonical ABI"        sh tests/canon/sites.sh
[ ! -f "${DEFINITIONS:-}" ] || group canon release "the reference interpreter"  python3 tests/canon/reference.py 2000
group spec     release  "suites, tail calls, coverage"      sh tests/spec/spec.sh --tail --coverage
group spec     release  "suites, switch"                    sh tests/spec/spec.sh --switch
group spec     release  "suites, a cell each"               sh tests/spec/spec.sh --plain
group spec     release  "suites, tail calls, slice 1"       sh tests/spec/spec.sh --tail --slice 1
group spec     release  "suites, switch, slice 1"           sh tests/spec/spec.sh --switch --slice 1
group spec     release  "suites, tail calls, slice 1, move" sh tests/spec/spec.sh --tail --slice 1 --move
group spec     release  "suites, switch, slice 1, move"     sh tests/spec/spec.sh --switch --slice 1 --move
group spec     release  "suites, translated eagerly"        sh tests/spec/spec.sh --eager
group spec     release  "suites, further instances"         sh tests/spec/spec.sh --again
group spec     release  "suites, further, slice 1, move"    sh tests/spec/spec.sh --again --switch --slice 1 --move
group spec     portable "suites, gcc"                       env CONFIG=portable sh tests/spec/spec.sh
group spec     sanitize "suites, ASan + UBSan"              env CONFIG=sanitize sh tests/spec/spec.sh --slice 100
group oracle   oracle   "suites, each unit counted"         env CONFIG=oracle sh tests/spec/spec.sh
group oracle   oracle   "suites, each unit counted, slice"  env CONFIG=oracle sh tests/spec/spec.sh --slice 3 --tail
group oracle   oracle   "made modules, each unit counted"   build/bin/oracle/fuzz-diff --runs 1500
group golden   portable "one text from every build"         sh tests/portability/golden.sh
group fuzz     sanitize "any bytes as a module"             build/bin/sanitize/fuzz-decode --runs 3000
group fuzz     sanitize "the validator, against a second one" build/bin/sanitize/fuzz-validate --runs 10000
group fuzz     sanitize "any bytes as a component"         build/bin/sanitize/fuzz-component --runs 1000 mods/chaser/chaser.wasm tests/data/component/*.wasm tests/data/host/*.wasm
group fuzz     sanitize "any bytes as WIT"                  build/bin/sanitize/fuzz-wit --runs 3000
group fuzz     sanitize "strings, against a checker"         build/bin/sanitize/fuzz-text --runs 5000
group fuzz     sanitize "values there and back"              build/bin/sanitize/fuzz-canon --runs 1000
group fuzz     sanitize "handles, against a model"           build/bin/sanitize/fuzz-handles --runs 1000
group fuzz     sanitize "any bytes as debug information"     build/bin/sanitize/fuzz-debug --runs 1000 tests/data/story/*.wasm tests/data/story/*.map
group fuzz     sanitize "any bytes as settings"             build/bin/sanitize/fuzz-settings --runs 5000
group fuzz     sanitize "any bytes as a profile"            build/bin/sanitize/fuzz-profile --runs 1000
group fuzz     sanitize "made modules, five ways"           build/bin/sanitize/fuzz-diff --runs 1500
group wit      sanitize "WIT corpus"                        build/bin/sanitize/corpus "$SUITES/wit" tests/wit/known.txt $(ls -d "$SUITES"/wasi-wit/p? 2>/dev/null)
group wit      release  "inlay check, inlay wit"           sh tests/wit/check.sh
group profile  release  "profiles in every format"          sh tests/profile/profile.sh
group fault    sanitize "every allocation fails"            build/bin/sanitize/fault
group hostile  release  "native stack, prices"              build/bin/release/hostile
group bind     sanitize "C bindings, every type"            build/bin/sanitize/bind
group bind     release  "C bindings, short calls untimed"   build/bin/release/bind
group bind     release  "C bindings, headers are current"   sh tests/bind/headers.sh
group hosts    release  "amalgam, C++17 host, header"       sh tests/hosts/hosts.sh
group docs     -        "snippets of the documents"         sh tests/docs/snippets.sh
group docs     -        "links and the index of decisions"  sh tests/docs/links.sh
group docs     -        "limits and errors, as documented"  sh tests/docs/reference.sh
group docs     release  "snippets, run"                    sh tests/docs/run.sh
group docs     release  "MODDING, step by step"             sh tests/docs/modding.sh
group reload   release  "saves while the game runs"         build/bin/release/saves 10
group reload   thread   "the loader's thread, TSan"         build/bin/thread/saves 3
group reload   thread   "the host by itself, TSan"           build/bin/thread/unit host
group frames   release  "twelve mods, a save each second"   build/bin/release/frames 0.5
group tool     release  "inlay calibrate"                   sh tests/tool/calibrate.sh
group tool     release  "inlay, its words"                  sh tests/tool/words.sh
group samples  sanitize "samples"                           sh tests/samples.sh
group samples  release  "the game, hostile mods and all"    sh tests/mods/game.sh

echo "$all_passed passed, $all_failed failed"
[ "$all_failed" = 0 ]
