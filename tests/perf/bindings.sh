#!/bin/sh
# What calls of a mod cost, typed and dynamic, beside wasmtime's typed bindings: the same
# component, in turns, the least of each. ns of CPU time a call.
#
#   bindings.sh PERF-BIND [WASMTIME-PEER]      ROUNDS=3
cd "$(dirname "$0")/../.." || exit 2
times=$(mktemp)
trap 'rm -f "$times"' EXIT
round=1
while [ "$round" -le "${ROUNDS:-3}" ]; do
    "$1" | sed 1d | awk '{ print substr($0, 1, 36) "|ours " substr($0, 37) }' >> "$times"
    for fuel in "" fuel; do
        # shellcheck disable=SC2086
        [ -z "$2" ] || "$2" tests/bind/echo.wasm $fuel | awk -v column="peer$fuel" '{ time = $1; sub(/^[^ ]* /, ""); printf "%-36s|%s %s\n", $0, column, time }' >> "$times"
    done
    round=$((round + 1))
done
awk -F '|' '
    function least(column, time) { if (time + 0 > 0 && (!((name, column) in best) || time + 0 < best[name, column])) best[name, column] = time + 0 }
    function show(column) { return (name, column) in best ? sprintf("%.1f", best[name, column]) : "-" }
    {
        name = $1
        split($2, field, " ")
        if (field[1] == "ours") {
            if (!(name in wanted)) names[++count] = name
            wanted[name] = field[3] + 0 ? sprintf("%.1f", field[3]) : "-"
            least("typed", field[2]); least("dynamic", field[4])
        } else
            least(field[1], field[2])
    }
    END {
        printf "%-36s %9s %9s %9s %9s %9s %9s\n", "ns a call", "typed", "wanted", "dynamic", "wasmtime", "+ fuel", "of it"
        for (i = 1; i <= count; i++) {
            name = names[i]
            if (name ~ /^  without the engine/)       # of the least of both, not the least of what was left in one round
                best[name, "typed"] = best[names[i - 2], "typed"] - best[names[i - 1], "typed"]
            ratio = (name, "peer") in best ? sprintf("%.2f", best[name, "typed"] / best[name, "peer"]) : "-"
            printf "%-36s %9s %9s %9s %9s %9s %9s\n", name, show("typed"), wanted[name], show("dynamic"), show("peer"), show("peerfuel"), ratio
        }
    }' "$times"
