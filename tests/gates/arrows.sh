#!/bin/sh
# No include points up the tree: samples > sdk > host > engine/wit >
# engine/component > engine/wasm > engine/base. Each arrow up is printed.
cd "$(dirname "$0")/../.." || exit 2
. tests/gates/files.sh

list_code engine host sdk samples | while read -r file; do
    awk -v file="$file" '
        function rank(path) {
            if (path ~ /^engine\/base\//)      return 1
            if (path ~ /^engine\/wasm\//)      return 2
            if (path ~ /^engine\/component\//) return 3
            if (path ~ /^engine\/wit\//)       return 4
            if (path ~ /^host\//)              return 5
            if (path ~ /^sdk\//)               return 6
            if (path ~ /^samples\//)           return 7
            if (path ~ /^tests\//)             return 8
            return 0
        }
        function tell(why) { print file ":" FNR ": " $0 "   (" why ")" }
        /^#include "/ {
            split($0, part, "\"")
            if (rank(part[2]) > rank(file)) tell("points up")
            if (rank(file) == 7 && part[2] != "sdk/inlay.h" && part[2] !~ /^(samples|build)\//) tell("samples use sdk/inlay.h alone")
        }
        /^#include <SDL/ && file !~ /^samples\/game\// { tell("SDL is for samples/game") }
        /^#include <(unistd|fcntl|time|dirent|pthread|threads|signal|sys\/|errno|cjson|xxhash)/ && file ~ /^engine\// {
            tell("the engine knows no OS and no library")
        }
        /^#include <(cjson|xxhash)/ && file ~ /^samples\// { tell("samples use sdk/inlay.h alone") }
    ' "$file"
done
