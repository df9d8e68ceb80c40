#!/bin/sh
# Write the WASI packages as C: embed.sh OUT FOLDER. Comments become blank lines,
# so that a place in a message is still the place in the file.
set -e
out=$1 folder=$2
mkdir -p "$(dirname "$out")"
for file in "$folder"/*/*.wit; do
    package=$(basename "$(dirname "$file")")
    printf '{ TEXT_LITERAL("wasi/%s/%s"), TEXT_LITERAL(\n' "$package" "$(basename "$file")"
    sed -e 's/^ *\/\/.*//' -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$file"
    printf '), TEXT_LITERAL("%s") },\n' "$package"
done > "$out.new"
if cmp -s "$out.new" "$out"; then rm "$out.new"; else mv "$out.new" "$out"; fi
