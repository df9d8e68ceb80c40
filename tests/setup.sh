#!/bin/sh
# Install what the build needs and the machine lacks, from Debian's packages; says
# what and why. Does nothing, and asks nothing, when all is there.
missing=""

need() {        # PACKAGE WHY TEST…
    package=$1 why=$2
    shift 2
    "$@" > /dev/null 2>&1 && return
    missing="$missing $package"
    echo "setup: $package is missing: $why"
}

header() {      # is it found by the C compiler, or where Debian puts it?
    echo "#include <$1>" | cc -E -xc - || echo "#include <$1>" | clang-19 -E -xc -
}

# Debian 12's own clang is 14, but its updates carry 19 as well.
need clang-19 "the compiler of the fast interpreter (musttail, preserve_none)" command -v clang-19
need lld-19 "links the C mods (wasm-ld)" command -v wasm-ld-19
need llvm-19 "disassembler for the gates, symbolizer for the sanitizers" command -v llvm-symbolizer-19
need libclang-rt-19-dev "the sanitizers' runtime" sh -c 'ls /usr/lib/llvm-19/lib/clang/19/lib/*/libclang_rt.asan* /usr/lib/llvm-19/lib/clang/19/lib/*/*/libclang_rt.asan*  2>/dev/null | grep -q .'
need gcc "the compiler of the portable build" command -v gcc
need g++ "the C++ host that a test builds" command -v g++
need binutils "objcopy, for the names that libinlay.a exports" command -v objcopy
need libc6-dev "the C library's headers" header stdio.h
need libsdl2-dev "the sample game's window" header SDL2/SDL.h
need libcjson-dev "reads mod.json" header cjson/cJSON.h
need libxxhash-dev "tells whether a file changed" header xxhash.h
need xz-utils "unpacks the official test suites" command -v xz

[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo > /dev/null; then
        echo "setup: neither root nor sudo; as root, run: apt-get install$missing"
        exit 1
    fi
    as_root=sudo
fi
if ! command -v apt-get > /dev/null; then
    echo "setup: no apt-get here; install by the means of this system:$missing"
    exit 1
fi

log=$(mktemp)
echo "setup: installing from Debian's packages (once):$missing"
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing > "$log" 2>&1 && { rm -f "$log"; exit 0; }
echo "setup: the package lists may be old, reading them anew"
$as_root apt-get update -q >> "$log" 2>&1
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >> "$log" 2>&1 && { rm -f "$log"; exit 0; }
tail -n 15 "$log"
echo "setup: apt-get could not install$missing; the whole log is $log"
exit 1
