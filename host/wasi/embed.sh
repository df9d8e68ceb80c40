#!/bin/sh
# Write WIT packages as C: embed.sh OUT FOLDER... Comments become blank lines,
# so that a place in a message is still the place in the file.
set -e
out=$1
shift
mkdir -p "$(dirname "$out")"
new=$out.$$       # two makes of other configurations may be at it, too
for folder in "$@"; do for file in "$folder"/*/*.wit; do
    package=$(basename "$(dirname "$file")")
    printf '{ TEXT_LITERAL("%s/%s/%s"), TEXT_LITERAL(\n' "$(basename "$folder")" "$package" "$(basename "$file")"
    sed -e 's/^ *\/\/.*//' -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$file"
    printf '), TEXT_LITERAL("%s") },\n' "$package"
done; done > "$new"
if cmp -s "$new" "$out"; then rm "$new"; else mv "$new" "$out"; fi
