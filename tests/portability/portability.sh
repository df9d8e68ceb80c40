#!/bin/sh
# The engine built for other machines by Debian's cross compilers, its tests run
# there (qemu-user, wine), and what must not depend on a machine compared with
# the release build: results, fuel, traps and memory (golden.c).
#
#   portability.sh [TARGET…]     aarch64 s390x i386 clang-i386 windows; none: all
#   PROGRAMS="inlay-tool"        only these of suite, golden, unit, inlay-tool
#
# A target whose compiler is missing is skipped, and said so, with its packages.
cd "$(dirname "$0")/../.." || exit 2
. tests/spec/suites.sh
objects=build/obj/portability
jobs=${JOBS:-2}
all_bad=0
export WINEDEBUG=-all
mkdir -p "$objects"

# cJSON's source, from Debian's source package: it must be built for each machine.
cjson() {
    [ -n "$(ls -d "$objects"/cJSON-* 2> /dev/null)" ] && return 0
    lists=$PWD/$objects/lists
    mkdir -p "$lists/partial"
    apt-get indextargets --format '$(REPO_URI) $(CODENAME) main' 'Created-By: Packages' 'Origin: Debian' | head -n 1 |
        sed 's|^|deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] |' > "$lists.list"
    set -- -q -o Dir::Etc::sourcelist="$lists.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$lists"
    (apt-get "$@" update && cd "$objects" && apt-get "$@" source --download-only cjson && tar xzf cjson_*.orig.tar.gz) > "$objects/cjson.log" 2>&1
    [ -n "$(ls -d "$objects"/cJSON-* 2> /dev/null)" ] || { echo "portability: cJSON's source could not be had ($objects/cjson.log)"; return 1; }
}

# Every engine and every test of it, through the generated makefiles: they say which files.
compile() {     # TARGET COMPILER FLAGS LIBRARIES PROGRAM…
    target=$1 cc=$2 flags=$3 libraries=$4
    shift 4
    here=$objects/$target
    mkdir -p "$here/include/cjson"
    cp -u "$objects"/cJSON-*/cJSON.h "$here/include/cjson/" && cp -u /usr/include/xxhash.h "$here/include/" || return 1
    $cc -O2 -c -o "$here/cJSON.o" "$objects"/cJSON-*/cJSON.c || return 1
    flags="-I../$here/include -DXXH_INLINE_ALL $flags"
    common="config=portable CC='$cc' AR=ar"
    inside=""
    [ "$target" = windows ] && inside=$(engine_objects)
    depends=                            # a library of other code makes programs anew
    for part in inside "$@"; do
        eval make --no-print-directory -s -C build -j"$jobs" -f "$part.make" $common OBJDIR="../$here/obj-$part" TARGETDIR="../$here" \
            CFLAGS="'$flags'" LDFLAGS="'-static'" LDDEPS="$depends" LIBS="'../$here/libinside.a ../$here/cJSON.o $libraries'" ${inside:+"'OBJECTS=$inside' GENERATED="} || return 1
        inside="" depends=../$here/libinside.a
    done
}

# Windows has the engine, not the host: its files are those of engine/ and the pages.
engine_objects() {
    for file in $(find engine -name '*.c' | sort) host/os/os_pages.c; do
        printf '../%s/obj-inside/%s.o ' "$objects/windows" "$(basename "$file" .c)"
    done
}

workloads() {
    sh tests/perf/workloads.sh "$objects/workloads" > /dev/null || return 1
    for workload in fib=20 sieve=1 nbody=500 sha256=2 vm=2000 json=2 boids=5 ecs=50; do
        echo "$objects/workloads/${workload%=*}.wasm=${workload#*=}"
    done
}

say() { printf '  %-12s %-34s %s\n' "$1" "$2" "$3"; }

check() {       # TARGET TITLE COMMAND…: its last lines
    target=$1 title=$2
    shift 2
    timeout 900 "$@" > "$objects/$target.log" 2>&1
    end=$?
    grep -E '^[a-z_ ]+: [0-9]+ passed, ' "$objects/$target.log" | while read -r line; do say "$target" "$title" "$line"; done
    [ "$end" = 0 ] || { say "$target" "$title" "FAILED ($end)"; tail -n 8 "$objects/$target.log"; all_bad=1; }
}

golden() {      # TARGET RUNNER PROGRAM
    # shellcheck disable=SC2086
    $2 "$3" --seeds 3000 $files 2> "$objects/$1.err" | tr -d '\r' > "$objects/$1.golden"
    if cmp -s "$objects/release.golden" "$objects/$1.golden"
    then say "$1" "golden: results, fuel, memory" "equal to the release build's"
    else say "$1" "golden: results, fuel, memory" "DIFFER"; diff "$objects/release.golden" "$objects/$1.golden" | head -n 6; all_bad=1
    fi
}

# What a mod costs, counted: the profile's own bytes, and a flame graph.
profiles() {    # RUNNER PROGRAM
    for format in inlay collapsed html; do
        # shellcheck disable=SC2086
        $1 "$2" profile run tests/data/story/dice.wasm --call run 1900 --frames 600 --no-times --to $format || return 1
    done
}

profile() {     # TARGET RUNNER PROGRAM
    profiles "$2" "$3" > "$objects/$1.profile" 2> "$objects/$1.err"
    if cmp -s "$objects/release.profile" "$objects/$1.profile"
    then say "$1" "profile of a counted mod" "equal to the release build's"
    else say "$1" "profile of a counted mod" "DIFFERS"; cat "$objects/$1.err"; all_bad=1
    fi
}

target() {      # TARGET RUNNER FLAGS LIBRARIES SUFFIX PACKAGES COMPILER…
    target=$1 runner=$2 flags=$3 libraries=$4 suffix=$5 packages=$6
    shift 6
    case $wanted in "  ") ;; *" $target "*) ;; *) return ;; esac
    for tool in "$1" $runner; do
        command -v "$tool" > /dev/null || { say "$target" "skipped: there is no $tool" "(Debian: $packages)"; return; }
    done
    programs=${PROGRAMS:-suite golden unit inlay-tool}
    [ "$target" = windows ] && programs="suite golden"
    start=$(date +%s)
    # shellcheck disable=SC2086
    if ! compile "$target" "$*" "$flags" "$libraries" $programs > "$objects/$target.build.log" 2>&1; then
        say "$target" "build" "FAILED ($objects/$target.build.log)"
        grep -E 'error|undefined' "$objects/$target.build.log" | head -n 6
        all_bad=1
        return
    fi
    say "$target" "built by $1" "$(($(date +%s) - start)) s"
    here=$objects/$target
    [ -x "$here/golden$suffix" ] && golden "$target" "$runner" "$here/golden$suffix"
    [ -x "$here/inlay" ] && profile "$target" "$runner" "$here/inlay"
    # shellcheck disable=SC2086
    [ -n "$SUITES" ] && [ -x "$here/suite$suffix" ] && check "$target" "suites" $runner "$here/suite$suffix" --list tests/spec/not_yet.txt "$SUITES/core" "$SUITES/component"
    # shellcheck disable=SC2086
    [ "$target" = windows ] || [ ! -x "$here/unit$suffix" ] || check "$target" "unit tests" $runner "$here/unit$suffix"
}

wanted=" $* "
cjson || exit 1
make --no-print-directory -s -C build -j"$jobs" config=release golden inlay-tool > "$objects/release.log" 2>&1 || { tail "$objects/release.log"; exit 1; }
files=$(workloads) || exit 1
# shellcheck disable=SC2086
build/bin/release/golden --seeds 3000 $files > "$objects/release.golden" || exit 1
profiles "" build/bin/release/inlay > "$objects/release.profile" || exit 1
sed 's/^/  /' "$objects/release.golden"

sse="-msse2 -mfpmath=sse"
target aarch64    "qemu-aarch64" ""  "-lpthread -lm" "" "gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user" aarch64-linux-gnu-gcc
target s390x      "qemu-s390x" ""    "-lpthread -lm" "" "gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user" s390x-linux-gnu-gcc
target i386       "" "$sse"          "-lpthread -lm" "" "gcc-i686-linux-gnu libc6-dev-i386-cross" i686-linux-gnu-gcc
target clang-i386 "" "$sse -Wno-ignored-attributes -Wno-unused-command-line-argument"          "-lpthread -lm" "" "clang-19 gcc-i686-linux-gnu libc6-dev-i386-cross" clang-19 --target=i686-linux-gnu -fuse-ld=/usr/bin/i686-linux-gnu-ld
target windows    "/usr/lib/wine/wine64" "-D__USE_MINGW_ANSI_STDIO=1" "-lm" ".exe" "gcc-mingw-w64-x86-64-win32 wine64" x86_64-w64-mingw32-gcc
exit "$all_bad"
