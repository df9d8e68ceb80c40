#!/bin/sh
# What a game takes home: build/dist/{inlay.h,inlay_tracy.h,inlay_all.c,libinlay.a}. The library
# is copied where it is built.
cd "$(dirname "$0")/.." || exit 2
mkdir -p build/dist build/obj
(cd build && sh ../host/wasi/embed.sh obj/wasi_wit.inc ../wit/wasi ../wit/inlay) || exit 1
sources=$(find engine host sdk -name '*.c' ! -path 'sdk/tool/*' | LC_ALL=C sort)
headers=$(find engine host -name '*.h' | LC_ALL=C sort)
# shellcheck disable=SC2086
awk -f sdk/amalgam.awk $headers $sources > build/dist/inlay_all.c || exit 1
cp sdk/inlay.h sdk/inlay_tracy.h build/dist/
[ -f build/bin/release/libinlay.a ] && cp build/bin/release/libinlay.a build/dist/
echo "build/dist: $(wc -l < build/dist/inlay_all.c) lines of inlay_all.c"
