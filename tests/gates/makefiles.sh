#!/bin/sh
# Every .c of ours stands in a makefile under build/, and no other: the makefiles
# are those that premake5.lua makes now. Needs no premake.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh
kept=$(mktemp) built=$(mktemp)
trap 'rm -f "$kept" "$built"' EXIT
# What mods, documents and peers are made of is built by their own scripts.
list_files engine host sdk samples tests | grep -E '\.c$' \
    | grep -vE '^(tests/data|tests/docs|tests/hosts|tests/bind/mod|tests/perf/workloads|tests/mods|samples/app/mods)(/|$)' > "$kept"
# Rules read: $(OBJDIR)/error.o: ../engine/base/error.c
sed -nE 's/^\$\(OBJDIR\)\/[^:]*\.o: \.\.\/(.*\.c)$/\1/p' build/*.make | sort -u > "$built"
comm -23 "$kept" "$built" | sed 's/$/ stands in no makefile (run: premake5 gmake)/'
comm -13 "$kept" "$built" | sed 's/$/ stands in a makefile, but is no file of ours (run: premake5 gmake)/'
