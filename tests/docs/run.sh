#!/bin/sh
# The C snippets of the docs, run as they stand there: README's program and those of EMBEDDING, PROFILING and
# STORIES on the smallest sample's world and mod, BINDING's on the app's. (snippets.sh compiles each by itself.)
cd "$(dirname "$0")/../.." || exit 2
. tests/check.sh
tree=$PWD library=$PWD/$bin/libinlay.a
CC=${CC:-cc}

extract() {     # FOLDER FILE…: each C block into FOLDER/N.c; a fragment becomes a function, fragment_N
    folder=$1
    shift
    mkdir -p "$folder"
    awk -v out="$folder" '$0 == "```c" { inside = 1; n++; next } /^```/ { inside = 0 } inside { print > (out "/" sprintf("%02d", n) ".c") }' "$@"
    for block in "$folder"/*.c; do
        n=$(basename "$block" .c)
        if grep -q tracy "$block"; then rm "$block"                      # its client is no part of this tree: hosts.sh compiles it
        elif ! head -n 1 "$block" | grep -qE '^(static|/\*)'; then
            { echo "static void fragment_$n(void)"; echo "{"; cat "$block"; echo "}"; } > "$block.as" && mv "$block.as" "$block"
            echo "    fragment_$n();" >> "$folder/calls"
        fi
    done
}
build() {       # PROGRAM: from PROGRAM.c
    $CC -std=c11 -Wall -Wextra -Wno-unused -Wno-unused-parameter -Werror -I"$tree" -I"$tree/tests" -o "$1" "$1.c" "$library" -lcjson -lxxhash -lpthread
}
says() {        # WORDS FOLDER PROGRAM: in that folder the program ends well, and says them
    (cd "$2" && timeout 60 "$3" > "$out/told" 2>&1) && grep -q -- "$1" "$out/told"
}

extract "$out/one" README.md
extract "$out/two" docs/EMBEDDING.md docs/PROFILING.md docs/STORIES.md
extract "$out/three" docs/BINDING.md
printed=$(grep -l '^static inlay_status on_print' "$out"/two/*.c)

{ echo '#include "sdk/inlay.h"'; echo '#include <stdio.h>'; cat "$printed" "$out"/one/*.c; echo 'int main(void) { fragment_01(); return 0; }'; } > "$out/readme.c"
check "README's program compiles"         build "$out/readme"
check "and plays the smallest sample"     says "hello from a mod" samples/minimal "$out/readme"

{   echo '#include "tests/docs/prelude.h"'
    cat "$out"/two/*.c
    cat <<'END'
static bool open_host(void)
{
    host = inlay_open(&(inlay_config){ .wit = "wit", .mods = "mods", .loader_threads = INLAY_NO_THREAD }, &error);
    slot = inlay_slot_define(host, &(inlay_slot_def){ .name = "greeters", .world = "tour:hello/greeter" }, &error);
    if (!inlay_bind(host, "tour:hello/console#print", on_print, NULL, &error) || !inlay_profile_start(host, NULL, &error))
        return false;
    while (!inlay_is_settled(host))
        inlay_frame(host, 0);
    mod = inlay_find(host, "hello");
    return mod.index != 0;
}

int main(void)
{
    if (!open_host())
        return puts(inlay_error_text(&error)), 1;
END
    cat "$out/two/calls"
    echo '    draw_overlay(); save_profile(); inlay_close(host); return 0;'
    echo '}'
} > "$out/pages.c"
check "the pages' fragments compile"      build "$out/pages"
cp -r samples/minimal/wit samples/minimal/mods "$out"
check "and run, one after the other"      says "hello from a mod" "$out" "$out/pages"
check "the profile that they save is one"    sh -c "$bin/inlay profile $out/arena.inlay | grep -q hello"

{   echo '#include "sdk/inlay.h"'; echo '#include <stdio.h>'; cat "$out"/three/*.c
    cat <<'END'
int main(void)
{
    inlay_error error = { 0 };
    inlay_host *host = inlay_open(&(inlay_config){ .wit = "wit", .mods = "mods" }, &error);
    inlay_slot slot;
    if (!open_slot(host, &slot, &error))
        return puts(inlay_error_text(&error)), 1;
    while (!inlay_is_settled(host))
        inlay_frame(host, 0);
    look(host, inlay_find(host, "capitals"), (inlay_string){ "a line", 6 });
    inlay_close(host);
    return 0;
}
END
} > "$out/binding.c"
check "BINDING's page compiles"           build "$out/binding"
check "and asks the app's mod"            says "A LINE\|A line" samples/app "$out/binding"
echo "run: $passed passed, $failed failed"
[ "$failed" = 0 ]
