#!/bin/sh
# A target under libFuzzer, which looks for inputs that reach new code: for those
# that need no more than engine/base and what reads modules (decode, validate).
# Starts from the files that targets.sh names; what it finds of use is kept in
# build/obj/guided/TARGET, so that the next run goes on from there.
#
#   guided.sh TARGET [SECONDS]
#   CC=clang-19 FLAGS="-fsanitize=fuzzer,address,undefined" guided.sh …
cd "$(dirname "$0")/../.." || exit 2
. tests/fuzz/targets.sh
target=$1 seconds=${2:-60}
case $target in
decode)   own="tests/fuzz/decode.c tests/fuzz/gen*.c" ;;
validate) own="tests/fuzz/validate.c tests/fuzz/rules*.c tests/fuzz/gen*.c" ;;
*)        echo "guided.sh decode|validate [SECONDS]"; exit 2 ;;
esac
here=build/obj/guided
mkdir -p "$here/$target" "$here/bases-$target"
# shellcheck disable=SC2086,SC2046
${CC:-clang-19} -std=gnu17 -O1 -g -I. ${FLAGS:--fsanitize=fuzzer,address,undefined} -fno-sanitize-recover=all -o "$here/fuzz-$target" \
    engine/base/*.c engine/wasm/body*.c engine/wasm/decode*.c engine/wasm/disasm.c engine/wasm/module.c engine/wasm/names.c engine/wasm/opcode.c \
    engine/wasm/type*.c engine/wasm/validate.c $own || exit 2
# shellcheck disable=SC2046
cp $(bases "$target") "$here/bases-$target/" 2> /dev/null
"$here/fuzz-$target" -max_total_time="$seconds" -max_len=8192 -timeout=20 -print_final_stats=1 "$here/$target" "$here/bases-$target" > "$here/$target.log" 2>&1
came=$?
grep -E '^Done|^stat::(average|new_units)|ERROR|says' "$here/$target.log"
exit "$came"
