#!/bin/sh
# Every link between the documents leads to a file, and every decision stands in the index of docs/adr by its title.
cd "$(dirname "$0")/../.." || exit 2
passed=0 failed=0
good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "$1"; }

for doc in README.md CHANGELOG.md docs/*.md docs/adr/*.md; do
    for link in $(awk '/^```/ { inside = !inside } !inside' "$doc" | grep -oE '\]\([^)# ]+' | sed 's/^](//' | grep -v '^https\?:' | sort -u); do
        if [ -e "$(dirname "$doc")/$link" ]; then good; else bad "$doc: $link is not there"; fi
    done
done

for adr in docs/adr/0*.md; do
    file=$(basename "$adr")
    title=$(sed -n '1s/^# [0-9]* //p' "$adr")
    if grep -qF -- "]($file) $title" docs/adr/README.md; then good; else bad "docs/adr/README.md: $file, \"$title\", is missing"; fi
done
echo "links: $passed passed, $failed failed"
[ "$failed" = 0 ]
