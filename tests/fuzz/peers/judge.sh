#!/bin/sh
# Who is right where wasmi differs? Holds wasmtime against each module of FOLDER
# (written by peers' wasmi from `fuzz-peer --seed S`), called with the same
# arguments as there.
#
#   judge.sh FOLDER S [PYTHON]       PYTHON: one that has the packages wasmtime and xxhash
cd "$(dirname "$0")/../../.." || exit 2
folder=$1 seed=$2 python=${3:-build/obj/venv/bin/python}
ours=0 others=0
for file in "$folder"/*.wasm; do
    [ -e "$file" ] || continue
    number=$(basename "$file" .wasm)
    said=$("$python" -c 'import sys, struct; data = open(sys.argv[1], "rb").read(); sys.stdout.buffer.write(struct.pack("<I", len(data)) + data)' "$file" |
        ${PEER:-build/bin/release/fuzz-peer} --read --seed $((seed + number)) | timeout 60 "$python" tests/fuzz/peers/wasmtime_peer.py)
    case $said in
    *"1 modules, 0 differ"*) others=$((others + 1)) ;;
    *) ours=$((ours + 1)); echo "$file: $said" ;;
    esac
done
echo "judged: $others passed, $ours failed (passed: wasmtime says what we say)"
[ "$ours" = 0 ]
