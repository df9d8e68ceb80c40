#!/bin/sh
# Each trap of the canonical ABI's reference fires in a test that tests/canon/trap_sites.txt
# names. With DEFINITIONS=FILE (definitions.py of the component model) the list itself
# is held against the reference: a place that is new there, or gone, is told.
cd "$(dirname "$0")/../.." || exit 2
list=tests/canon/trap_sites.txt
passed=0 failed=0

while IFS= read -r row; do
    case $row in '#'* | *' | async' | *' | later: '*) continue ;; esac
    if grep -qE "^(TEST|SITE)\(${row##* | }[,)]" tests/unit/*_test.c; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "no test of this name in tests/unit: $row"
    fi
done < "$list"

if [ -n "$DEFINITIONS" ]; then
    listed=$(mktemp) && found=$(mktemp) || exit 2
    sed -e '/^#/d' -e 's/ | [^|]*$//' "$list" > "$listed"
    awk -f tests/canon/sites.awk "$DEFINITIONS" > "$found"
    if diff "$listed" "$found"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    rm -f "$listed" "$found"
fi
printf 'async: %s, later: %s\n' "$(grep -c '| async$' "$list")" "$(grep -c '| later: ' "$list")"
echo "canon: $passed passed, $failed failed"
[ "$failed" = 0 ]
