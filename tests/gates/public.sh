#!/bin/sh
# What is public stands twice, word for word: where the host uses it and in sdk/inlay.h.
cd "$(dirname "$0")/../.." || exit 2
block() { awk -v start="/* public: $2 */" '$0 == start { on = 1; next } $0 == "/* public: end */" { on = 0 } on' "$1"; }
count=0
for pair in engine/component/value.h:value engine/component/layout.h:layout host/binding.h:binding host/public.h:types host/public.h:overlay host/public.h:profile; do
    file=${pair%%:*} name=${pair##*:} here=$(mktemp) there=$(mktemp)
    block "$file" "$name" > "$here"
    block sdk/inlay.h "$name" > "$there"
    [ -s "$here" ] || echo "$file has no block \"$name\""
    diff "$here" "$there" > /dev/null || { echo "$file and sdk/inlay.h differ in \"$name\":"; diff "$here" "$there" | head -n 10; }
    rm -f "$here" "$there"
done
