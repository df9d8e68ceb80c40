#!/bin/sh
# Do the tests find bugs? Plants one bug after another in a copy of the tree,
# builds it, and asks, until one of them notices: values there and back, strings,
# handles, the golden text, made modules run five ways, the validator against a
# second one, the official suites, the unit tests. What is told is who noticed first; a bug that no one notices fails
# the run. One that hangs a test for three times as long as it takes without bugs
# (and half a minute) is noticed too. A minute or so a bug; not part of every test run.
#
# What was judged is kept, for as long as the commit stays: a run that was ended goes
# on where it was, and its sum counts all.
#
#   planted.sh [NUMBER…]            only these
#   AGAIN=1 planted.sh              forgets what was judged
#   MINUTES=30 planted.sh           begins no bug after that
#   KEEP=1 planted.sh               keeps what was judged though the commit is another
cd "$(dirname "$0")/../.." || exit 2
. tests/spec/suites.sh
suites=$(cd "$SUITES" 2> /dev/null && pwd)
copy=$PWD/build/obj/planted
config=debug                    # compiled fast; asserts are on in it, and notice some
bin=$copy/tree/build/bin/$config
programs="suite golden unit fuzz-diff fuzz-validate fuzz-canon fuzz-text fuzz-handles"
number=0
wanted=" $* "
began=$(date +%s)
results=$copy/results           # NUMBER STATE WHO…, a line for each that was judged

mkdir -p "$copy/tree"
git ls-files -z engine host sdk tests wit mods samples build premake5.lua | xargs -0 tar cf - | tar xmf - -C "$copy/tree" || exit 2
commit=$(git rev-parse HEAD)
[ -z "$AGAIN" ] && { [ -n "$KEEP" ] || [ "$(cat "$copy/commit" 2> /dev/null)" = "$commit" ]; } || rm -f "$results"
echo "$commit" > "$copy/commit"
touch "$results"

build() {
    # shellcheck disable=SC2086
    make --no-print-directory -s -C "$copy/tree/build" -j"${JOBS:-2}" config=$config $programs > "$copy/log" 2>&1
}

# Ends with 0 when the tree looks as it should, with 124 when that takes too long.
ask() {         # WHO SECONDS
    cd "$copy/tree" || exit 2
    within="timeout -k 5 $2"
    case $1 in
    canon)   $within "$bin/fuzz-canon" --runs 3000 ;;
    text)    $within "$bin/fuzz-text" --runs 20000 ;;
    handles) $within "$bin/fuzz-handles" --runs 3000 ;;
    rules)   $within "$bin/fuzz-validate" --runs 20000 ;;
    modules) $within "$bin/fuzz-diff" --runs 1000 ;;
    golden)  $within "$bin/golden" --seeds 1500 > "$copy/said" || return
             [ -f "$copy/golden" ] || cp "$copy/said" "$copy/golden"
             cmp -s "$copy/said" "$copy/golden" ;;
    suites)  $within "$bin/suite" --tail --list tests/spec/not_yet.txt "$suites/core" "$suites/component" &&
             $within "$bin/suite" --switch --list tests/spec/not_yet.txt "$suites/core" ;;
    unit)    $within "$bin/unit" > "$copy/unit.out" 2>&1
             came=$?
             [ "$came" -lt 124 ] || return "$came"
             grep -E '^  in |^unit:' "$copy/unit.out" | sort > "$copy/said"
             [ -f "$copy/unit" ] || cp "$copy/said" "$copy/unit"
             cmp -s "$copy/said" "$copy/unit" ;;
    esac
}

# Those that are content with the tree as it is can judge; how long that takes says when one hangs.
build || { tail "$copy/log"; exit 2; }
rm -f "$copy/golden" "$copy/unit"
judges=""
for who in canon text handles rules golden modules suites unit; do
    start=$(date +%s)
    if (ask $who 900) > "$copy/out" 2>&1; then judges="$judges $who"; else echo "planted: $who is not content before anything is planted, so it doesn't judge"; fi
    eval "limit_$who=$((30 + 3 * ($(date +%s) - start)))"
done

# Asked twice before it counts, for a machine may be out of breath; one that hangs is not waited for again.
notices() {     # WHO-FIRST: prints who
    for who in $1 $judges; do
        case "$judges " in *" $who "*) ;; *) continue ;; esac
        eval "limit=\$limit_$who"
        (ask "$who" "$limit") > "$copy/out" 2>&1 && continue
        came=$?
        [ "$came" -ge 124 ] && [ "$came" -ne 134 ] && [ "$came" -ne 139 ] && { echo "$who, which hangs"; return; }
        (ask "$who" "$limit") > "$copy/out" 2>&1 || { echo "$who"; return; }
    done
}

bug() {         # WHAT FILE SED-EXPRESSION [WHO-FIRST]
    number=$((number + 1))
    case $wanted in "  ") ;; *" $number "*) ;; *) return ;; esac
    if judged=$(grep "^$number " "$results"); then
        printf '%3s  %-62s %s (before)\n' "$number" "$1" "$(echo "$judged" | cut -d' ' -f3-)"
        return
    fi
    [ -n "$MINUTES" ] && [ $(($(date +%s) - began)) -ge $((MINUTES * 60)) ] && return
    file=$copy/tree/$2 state=missed
    cp "$file" "$copy/kept"
    sed "$3" "$copy/kept" > "$file"
    if cmp -s "$copy/kept" "$file"; then
        who="THE LINE TO CHANGE IS GONE"
    elif build; then
        who=$(notices "$4")
        if [ -n "$who" ]; then state=found; else who="NO ONE"; fi
    else
        who="DOES NOT COMPILE"
    fi
    printf '%3s  %-62s %s\n' "$number" "$1" "$who"
    echo "$number $state $who" >> "$results"
    cp "$copy/kept" "$file"
}

printf '     %-62s %s\n' "planted" "noticed by"
. tests/fuzz/bugs.sh

found=$(grep -c ' found ' "$results") missed=$(grep -c ' missed ' "$results")
echo "planted: $found found, $missed missed, $((number - found - missed)) of $number not judged yet"
[ "$missed" = 0 ]
