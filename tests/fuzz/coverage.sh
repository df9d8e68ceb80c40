#!/bin/sh
# What share of the lines it aims at does a fuzz target run? Builds target and
# engine with clang's counters, makes N inputs from seeds, and prints a line for
# each file that the target is for, with their sum.
#
#   coverage.sh TARGET [RUNS]        targets and their files: targets.sh
cd "$(dirname "$0")/../.." || exit 2
. tests/fuzz/targets.sh
target=$1 runs=${2:-50000}
[ -n "$(aims "$target")" ] || { echo "coverage.sh TARGET [RUNS]: there is no target '$target'"; exit 2; }
here=build/obj/coverage
mkdir -p "$here"

depends=
for part in inside "fuzz-$target"; do
    make --no-print-directory -s -C build -j2 -f "$part.make" config=debug OBJDIR="../$here/obj-$part" TARGETDIR="../$here" \
        CFLAGS="-O1 -fprofile-instr-generate -fcoverage-mapping" LDFLAGS="-fprofile-instr-generate" LDDEPS="$depends" \
        LIBS="../$here/libinside.a -lcjson -lxxhash -lpthread -lm" > "$here/build.log" 2>&1 || { tail "$here/build.log"; exit 2; }
    depends=../$here/libinside.a
done

# shellcheck disable=SC2046
LLVM_PROFILE_FILE=$here/$target.raw "$here/fuzz-$target" --runs "$runs" $(bases "$target") | tail -n 3
llvm-profdata-19 merge -sparse "$here/$target.raw" -o "$here/$target.data" || exit 2
# shellcheck disable=SC2046
llvm-cov-19 report "$here/fuzz-$target" -instr-profile="$here/$target.data" $(aims "$target") 2> /dev/null |
    awk '/\.(c|h|inl) |^TOTAL/ { lines += 0; printf "  %-34s %5d lines, %5d not run  %s\n", $1, $8, $9, $10 }'
