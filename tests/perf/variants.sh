#!/bin/sh
# Builds of the `inlay` command that the bench compares with the shipped one:
#
#   free           charging compiled out (INLAY_UNCHARGED)
#   tail-1…N       its handlers in a shuffled order, seeded
#   free-1…N       charging compiled out, in the same shuffled order
#
# variants.sh OUT [N]     prints their names. Only the interpreter and the link differ.
cd "$(dirname "$0")/../.." || exit 2
out=${1:-build/obj/bench/variants}
count=${2:-5}
mkdir -p "$out"

flags="-O3 -g -DNDEBUG -D_GNU_SOURCE -std=c17 -ffp-contract=off -ffunction-sections"
clang-19 $flags -I. -c -o "$out/tail.o" engine/wasm/interp_tail.c || exit 1
clang-19 $flags -DINLAY_UNCHARGED -I. -c -o "$out/free.o" engine/wasm/interp_tail.c || exit 1

link() {        # NAME OBJECT FLAGS…
    name=$1 object=$2
    shift 2
    clang-19 -fuse-ld=lld-19 "$@" -Wl,--strip-debug -o "$out/$name" build/obj/release/inlay-tool/*.o "$out/$object.o" build/bin/release/libinside.a \
        -lcjson -lxxhash -lpthread -lm || exit 1
    echo "$name"
}

link free free
nm "$out/tail.o" | awk '$3 ~ /^op_/ { print $3 }' | sort > "$out/handlers"
for seed in $(seq 1 "$count"); do
    awk -v seed="$seed" 'BEGIN { srand(seed) } { printf "%.9f %s\n", rand(), $0 }' "$out/handlers" | sort | cut -d ' ' -f 2 > "$out/order-$seed"
    link "tail-$seed" tail "-Wl,--symbol-ordering-file=$out/order-$seed" -Wl,--no-warn-symbol-ordering
    link "free-$seed" free "-Wl,--symbol-ordering-file=$out/order-$seed" -Wl,--no-warn-symbol-ordering
done
