#!/bin/sh
# Every gate: a rule of the house, as a command that prints what breaks it and
# nothing else. One line for each; ends with 0 when none prints anything.
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0
gate() {        # SCRIPT SENTENCE
    found=$(sh "tests/gates/$1.sh" 2>&1)
    if [ -z "$found" ]; then
        passed=$((passed + 1)); echo "  ok    $2"
    else
        failed=$((failed + 1)); echo "  FAIL  $2 (tests/gates/$1.sh)"
        echo "$found" | head -n 20 | sed 's/^/          /'
    fi
}
gate arrows       "no include points up the tree"
gate circles      "no circles of includes"
gate exports      "libinlay.a exports inlay_* alone"
gate malloc       "memory comes from budgets"
gate format       "one place formats text"
gate conditions   "#if where it belongs"
gate instructions "one list of instructions"
gate sizes        "files of 800 lines, functions of 60"
gate paths        "no path of some machine"
gate public       "public blocks are equal"
gate makefiles    "every .c stands in a makefile"
gate floats       "no fused floats"
gate planted      "bugs to plant change their lines"
echo "gates: $passed passed, $failed failed"
[ "$failed" = 0 ]
