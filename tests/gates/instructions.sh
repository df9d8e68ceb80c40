#!/bin/sh
# One place lists wasm instructions: engine/wasm/opcodes.def. A file that names
# more than a quarter of its rows is another list.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh
table=engine/wasm/opcodes.def
names=$(mktemp)
trap 'rm -f "$names"' EXIT
sed -nE 's/^[A-Z][A-Z0-9_]* *\( *(0x[0-9A-Fa-f]+) *, *([a-z0-9_]+) *, *"([^"]+)".*/\2 \3/p' "$table" > "$names"
rows=$(wc -l < "$names")
[ "$rows" -ge 200 ] || { echo "$table: only $rows rows were found"; exit; }
list_code engine host sdk | grep -v "^$table$" | while read -r file; do
    awk -v file="$file" -v rows="$rows" '
        NR == FNR { name[$1]; text[$2] = $1; next }
        {
            line = $0
            gsub(/OP_/, " ", line)
            while (match(line, /[a-z0-9_]+(\.[a-z0-9_]+)?/)) {
                word = substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
                if (word in text) word = text[word]
                if (word in name && word ~ /_/ && !(word in seen)) { seen[word]; count++ }
            }
        }
        END { if (count * 4 > rows) print file ": names " count " of " rows " instructions" }' "$names" "$file"
done
