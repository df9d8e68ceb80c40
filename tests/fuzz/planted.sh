#!/bin/sh
# Do the tests find bugs? Plants one bug after another in a copy of the tree,
# builds it, and asks the official suites, the generated modules run four ways
# (fuzz-diff) and the golden text which of them notice. Each bug must be found by
# at least one. About 20 s a bug; not part of every test run.
#
#   planted.sh [NUMBER…]
cd "$(dirname "$0")/../.." || exit 2
. tests/spec/suites.sh
suites=$(cd "$SUITES" 2> /dev/null && pwd)
copy=build/obj/planted
found=0 missed=0 number=0
wanted=" $* "

rm -rf "$copy/tree"
mkdir -p "$copy/tree"
git ls-files -z engine host sdk tests wit build premake5.lua | xargs -0 tar cf - | tar xf - -C "$copy/tree" || exit 2
make --no-print-directory -s -C build config=release golden > "$copy/log" 2>&1 || exit 2
build/bin/release/golden --seeds 2000 > "$copy/golden"

says() { timeout 200 "$@" > "$copy/out" 2>&1 && echo - || echo found; }

golden_says() {
    timeout 100 "$copy/tree/build/bin/release/golden" --seeds 2000 > "$copy/out" 2>&1
    cmp -s "$copy/out" "$copy/golden" && echo - || echo found
}

bug() {         # WHAT FILE SED-EXPRESSION
    number=$((number + 1))
    case $wanted in "  ") ;; *" $number "*) ;; *) return ;; esac
    file=$copy/tree/$2
    cp "$file" "$copy/kept"
    sed "$3" "$copy/kept" > "$file"
    if cmp -s "$copy/kept" "$file"; then
        printf '%3s  %-58s the line to change is gone\n' "$number" "$1"
        missed=$((missed + 1))
        return
    fi
    if make --no-print-directory -s -C "$copy/tree/build" -j2 config=release suite golden fuzz-diff > "$copy/log" 2>&1; then
        suite=$(says "$copy/tree/build/bin/release/suite" --list tests/spec/not_yet.txt "$suites/core" "$suites/component")
        diff=$(says "$copy/tree/build/bin/release/fuzz-diff" --runs 300)
        golden=$(golden_says)
    else
        suite=unbuilt diff=- golden=-
    fi
    case "$suite$diff$golden" in *found*) found=$((found + 1)) ;; *) missed=$((missed + 1)) ;; esac
    printf '%3s  %-58s %-8s %-8s %s\n' "$number" "$1" "$suite" "$diff" "$golden"
    cp "$copy/kept" "$file"
}

printf '     %-58s %-8s %-8s %s\n' "planted" "suites" "four ways" "golden"
bug "a load checks one byte less" engine/wasm/plain.h '0,/at + sizeof v > mem_size/s//at + sizeof v > mem_size + 1/'
bug "a store is not checked" engine/wasm/plain.h 's/if (__builtin_expect(at + sizeof v > mem_size, 0))  .*/if (0) \\/'
bug "br_table's last entry is its default" engine/wasm/handlers.inl 's/((i) < (count) ? (i) : (count))/((i) + 1 < (count) ? (i) : (count))/'
bug "an else arm gives no value" engine/wasm/body_control.c 's/body_push_frame(w, OP_else, then.type, then.single)/body_push_frame(w, OP_else, NULL, 0)/'
bug "else without if is taken" engine/wasm/body_control.c 's/if (w->frames\[w->frame_count - 1\].op != OP_if)/if (0)/'
bug "the smallest number / -1 does not trap" engine/wasm/numeric.h 's/a == 0x80000000u && b == UINT32_MAX ? TRAP_INTEGER_OVERFLOW/a == 0x80000001u \&\& b == UINT32_MAX ? TRAP_INTEGER_OVERFLOW/'
bug "min(-0, 0) is 0" engine/wasm/numeric.h 's/f32_bits(bits_f32(a) | bits_f32(b))/a/'
bug "rotl takes its count unmasked below 32" engine/wasm/numeric.h 's/return a << (b \& 31) | a >> (-b \& 31); }/return a << (b \& 15) | a >> (-b \& 31); }/'
bug "table.get may read one behind the end" engine/wasm/handlers.inl '/^HANDLER(table_get)/,/^}/s/at >= t->size/at > t->size/'
bug "a jump costs one unit more" engine/wasm/fuel.c 's/(int32_t)(rest + fix->extra)/(int32_t)(rest + fix->extra + 1)/'
bug "inverted compare: < becomes >= where > was meant" engine/wasm/translate_row.c 's/integer\[\] = { 0, 1, 4, 5, 2, 3/integer[] = { 0, 1, 4, 5, 6, 3/'
bug "a surrogate is a char" engine/component/lift.c 's/if (c < 0xD800 || (c >= 0xE000/if (c < 0xD801 || (c >= 0xE000/'
bug "a NaN keeps its bits" engine/wasm/numeric.h 's/return f32_bits(0x7FC00000u);/return a;/'
bug "an odd string pointer is taken" engine/component/lift.c 's/if (pointer % align)/if (0)/'

echo "planted: $found passed, $missed failed"
[ "$missed" = 0 ]
