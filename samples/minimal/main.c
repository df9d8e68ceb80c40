/* The smallest host: one slot, one function, sixty frames. Run it at the top
 * of the tree, or give it a folder of mods; save a mod while it runs. */
#include "sdk/inlay.h"

#include <stdio.h>
#include <string.h>

/* tour:hello/console#print: what a mod may ask of us. */
static inlay_status on_print(inlay_call *call, void *user)
{
    const inlay_value *text = inlay_call_argument(call, 0);
    (void)user;
    printf("%.*s\n", (int)text->string.size, text->string.bytes);
    return INLAY_DONE;
}

/* What happened since the last frame: loaded, refused, trapped, … */
static void tell_events(inlay_host *host)
{
    for (inlay_event event; inlay_next_event(host, &event); inlay_event_free(&event))
        puts(event.text);
}

int main(int count, char **words)
{
    if (count > 1 && words[1][0] == '-')
        return puts("minimal [FOLDER]: sixty frames of the mods in a folder (samples/minimal/mods)"), strcmp(words[1], "--help") ? 2 : 0;

    inlay_error error = { 0 };
    inlay_host *host = inlay_open(&(inlay_config){
        .wit = "samples/minimal/wit",
        .mods = count > 1 ? words[1] : "samples/minimal/mods",
        .loader_threads = INLAY_NO_THREAD,      /* so that each run is like the last */
    }, &error);
    if (!host)
        return fprintf(stderr, "%s\n", inlay_error_text(&error)), 1;

    inlay_slot slot = inlay_slot_define(host, &(inlay_slot_def){ .name = "greeters", .world = "tour:hello/greeter" }, &error);
    if (!slot.index || !inlay_bind(host, "tour:hello/console#print", on_print, NULL, &error))
        return fprintf(stderr, "%s\n", inlay_error_text(&error)), inlay_close(host), 1;

    for (int frame = 0; frame < 60; frame++) {
        inlay_mod mods[16];
        inlay_value seconds = { INLAY_F32, 0, { .f32 = 1.0f / 60 } };

        inlay_frame(host, 1.0 / 60);
        size_t seated = inlay_mods(host, slot, mods, 16);
        for (size_t i = 0; i < seated && i < 16; i++)
            inlay_call_export(host, mods[i], "on-frame", &seconds, 1, NULL, 0);
        tell_events(host);
    }
    inlay_close(host);
    return 0;
}
