#!/bin/sh
# Lines of figures of one of our programs, and behind each what a peer reads of the same: the two
# in turns, the best of each ("what  123.45 unit"; MB/s: the greatest, all else: the least).
#
#   beside.sh PEER-NAME 'PEER COMMAND' COMMAND…      ROUNDS=3
name=$1
peer=$2
shift 2
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
round=1
while [ "$round" -le "${ROUNDS:-3}" ]; do
    "$@" | sed 's/^/ours|/' >> "$lines"
    $peer | sed 's/^/peer|/' >> "$lines"
    round=$((round + 1))
done
awk -v name="$name" '
    function better(new, old) { return unit == "MB/s" ? new > old : new < old }
    {
        who = substr($0, 1, 4)
        line = substr($0, 6)
        if (!match(line, / +[0-9.]+ (ns|us|MB|KB|MB\/s)( |$)/)) {      # a heading: the lines below it are of this file
            heading = line; sub(/:.*/, "", heading)
            what = line; value = ""
        } else {
            what = substr(line, 1, RSTART - 1); rest = substr(line, RSTART)
            split(rest, words, " ")
            value = words[1] + 0; unit = words[2]
            goal = rest; if (!sub(/^[^(]*\(/, "(", goal)) goal = ""
        }
        key = value == "" ? heading : heading "|" what
        if (who == "ours" && !(key in text)) { keys[++count] = key; text[key] = what; units[key] = unit; goals[key] = goal }
        if (value != "" && (!((key, who) in best) || better(value, best[key, who])))
            best[key, who] = value
    }
    END {
        for (i = 1; i <= count; i++) {
            key = keys[i]
            if (!((key, "ours") in best)) { print text[key]; continue }
            printf "%-44s %10.2f %-4s  %s%s\n", text[key], best[key, "ours"], units[key], goals[key],
                   (key, "peer") in best ? sprintf("%s%s %.2f, ratio %.2f", goals[key] ? "  " : "", name, best[key, "peer"], best[key, "ours"] / best[key, "peer"]) : ""
        }
    }' "$lines" | sed 's/ *$//'
